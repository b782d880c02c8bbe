import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { surveyJournal } from '../../main/diagnose/survey-journal';
import { surveyLog } from '../../main/diagnose/survey-log';
import { journalRecordSchema } from '../../shared/domain/journal-record';
import type { SubmitDraft } from '../../shared/domain/mutations/submit';
import { deskFailureKindSchema } from '../../shared/ipc/desk-failure';
import { revived } from '../support/hostile/odd-values';
import {
  closedPort, NO_DOCUMENT, NOBODY, OPEN_WAY, OTHER_OPERATOR, SAME_ID, spoiltCall, UNKNOWN_CODE, unknownLogin, WRONG_PIN, wrongCall,
  type HostileCall, type PageKnows, type WrongWay,
} from '../support/hostile/page-calls';
import { Random } from '../support/random';
import { deliver, rowsOf, sourcesHere } from './damaged-desk';
import { expect, firstRowFocused, signOff, signOn, submitAnything, test, type Site } from './station';

const SEED = 20261122;
const BATCH = 250;

test('10,000 calls that a taken-over page may make are each refused in a typed answer, and nothing comes of them', async ({ centre, site, open }) => {
  await deliver(centre, site, 4);
  const { page, app } = await open();
  let said = '';
  app.process().stderr?.on('data', (bytes) => {
    said += String(bytes);
  });
  await signOn(page);
  await firstRowFocused(page);
  await sourcesHere(page);
  await page.keyboard.press('Enter');
  await submitAnything(page);
  await expect(page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await firstRowFocused(page);
  const random = new Random(SEED);
  const tally = new Map<string, number>();
  const attack = (calls: readonly HostileCall[]): Promise<void> => nothingComesOf(page, site, calls, tally);
  await page.evaluate(() => Object.assign(window, { isStillThis: true }));

  let knows: PageKnows = { mutation: await lastMutation(site), serverUrl: site.proxy.url };
  await attack(mixed(knows, random, 2000, [
    ...spread([...OTHER_OPERATOR, OPEN_WAY], 1691), ...spread([NO_DOCUMENT], 300), ...spread([WRONG_PIN, unknownLogin('wrongPin'), UNKNOWN_CODE], 9),
  ]));

  site.proxy.cut();
  await page.keyboard.press('Enter');
  await submitAnything(page);
  await page.keyboard.type('Half a company');
  await page.keyboard.press('Escape');
  await firstRowFocused(page);
  knows = { mutation: await lastMutation(site), serverUrl: site.proxy.url };
  expect(await surveyJournal(join(site.profile, 'desk', 'journal'))).toMatchObject({ unsettledCount: 1, draftCount: 1 });
  await attack(mixed(knows, random, 2000, [
    ...spread([...SAME_ID, ...OTHER_OPERATOR, OPEN_WAY], 1690), ...spread([NO_DOCUMENT, unknownLogin('unknownOffline')], 300),
    ...spread([closedPort(`http://127.0.0.1:${await portOfNobody()}`)], 10),
  ]));

  expect(await page.evaluate(() => window.keyroom.call('session.signOff', {}))).toEqual({ ok: true, value: {} });
  await attack(mixed(knows, random, 1000, spread(NOBODY, 1000)));

  await test.info().attach('answers', { body: tallyText(tally) });
  expect([...tally.values()].reduce((sum, count) => sum + count, 0)).toBe(10_000);
  expect(await page.evaluate(() => 'isStillThis' in window)).toBe(true);
  expect(await page.evaluate(() => Reflect.has(Object.prototype, 'polluted'))).toBe(false);
  expect(await app.evaluate(() => Reflect.has(Object.prototype, 'polluted'))).toBe(false);
  expect(said).not.toMatch(/^\s+at /m);
  await signOff(page);
  await signOn(page);
  await firstRowFocused(page);
  site.proxy.restore();
  await page.keyboard.press('F5');
  await expect(page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0', { timeout: 30_000 });
});

/** So many spoilt calls among these. */
function mixed(knows: PageKnows, random: Random, spoiltCount: number, ways: readonly WrongWay[]): readonly HostileCall[] {
  const calls = [...ways.map((way) => wrongCall(way, knows, random)), ...Array.from({ length: spoiltCount }, () => spoiltCall(knows, random))];
  for (let i = calls.length - 1; i > 0; i -= 1) {
    const j = random.int(i + 1);
    [calls[i], calls[j]] = [calls[j] as HostileCall, calls[i] as HostileCall];
  }
  return calls;
}

function spread(ways: readonly WrongWay[], count: number): readonly WrongWay[] {
  return Array.from({ length: count }, (_, i) => ways[i % ways.length] as WrongWay);
}

async function nothingComesOf(page: Page, site: Site, calls: readonly HostileCall[], tally: Map<string, number>): Promise<void> {
  const before = await stateOf(page, site);
  const reviver = await page.evaluateHandle(`({ revived: ${revived.toString()} })`);
  const wrongly: unknown[] = [];
  for (let from = 0; from < calls.length; from += BATCH) {
    const batch = calls.slice(from, from + BATCH);
    const answers = await answersOf(page, reviver as never, `[${batch.map((call) => call.text).join(',')}]`);
    expect(answers).toHaveLength(batch.length);
    for (const [i, { way, text, right }] of batch.entries()) {
      const kind = kindOf(answers[i]);
      const outcome = `${right.length > 1 ? 'spoilt, ' : ''}${way}: ${kind}`;
      tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
      if (!right.some((each) => each === kind)) wrongly.push({ way, text: text.slice(0, 300), answer: answers[i] });
    }
  }
  expect(wrongly).toEqual([]);
  expect(await stateOf(page, site)).toEqual(before);
}

function answersOf(page: Page, reviver: { readonly revived: typeof revived }, text: string): Promise<readonly unknown[]> {
  return page.evaluate(
    ([made, calls]) => Promise.all(made.revived(calls).map(([name, request]) =>
      window.keyroom.call(name as string, request).catch((error: unknown) => ({ threw: String(error) })))),
    [reviver, text] as const,
  );
}

/** A failure's kind when the answer is one and nothing besides. */
function kindOf(answer: unknown): string {
  const { ok, failure, ...more } = answer as { ok?: unknown; failure?: { kind?: unknown; retryAfterMs?: unknown } };
  const kind = deskFailureKindSchema.safeParse(failure?.kind);
  return ok === false && kind.success && Object.keys(more).length === 0 ? kind.data : 'no typed failure';
}

/** All that may not change: each file of journal, inbox and documents, who may sign on, the enrolment, and what is on screen. */
async function stateOf(page: Page, site: Site): Promise<unknown> {
  const folder = join(site.profile, 'desk');
  const { segments: _, ...journal } = await surveyJournal(join(folder, 'journal'));
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && entry.name !== 'last-known.json');
  const digests = await Promise.all(files.map(async ({ path, name }) => [join(path, name), digestOf(await readFile(join(path, name)))]));
  return { journal, files: Object.fromEntries(digests), rows: await rowsOf(page), savedHere: await page.getByTestId('saved-here').innerText() };
}

async function lastMutation(site: Site): Promise<SubmitDraft> {
  const found = await surveyLog(join(site.profile, 'desk', 'journal'), async (_log, records) => {
    const mutations: SubmitDraft[] = [];
    for await (const { text } of records) {
      const record = journalRecordSchema.parse(JSON.parse(text));
      if (record.t === 'mutation' && record.mutation.kind === 'submit') mutations.push(draftOf(record.mutation));
    }
    return mutations.at(-1);
  });
  if (found === undefined) throw new Error('nothing was committed');
  return found;
}

function draftOf({ id, kind, operatorId, itemId, epoch, pass, formHash, body }: SubmitDraft): SubmitDraft {
  return { id, kind, operatorId, itemId, epoch, pass, formHash, body };
}

async function portOfNobody(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function tallyText(tally: ReadonlyMap<string, number>): string {
  return [...tally].toSorted(([, a], [, b]) => b - a).map(([outcome, count]) => `${String(count).padStart(5)}  ${outcome}`).join('\n');
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
