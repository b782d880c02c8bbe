import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Item } from '../../shared/domain/item';
import type { SubmitDraft } from '../../shared/domain/mutations/submit';
import { CALLS } from '../../shared/ipc/calls';
import { makeKey } from '../../shared/seals/make-key';
import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { tinyJpeg } from '../support/centre-delivery';
import { entryOf } from '../support/entry-of';
import { openStation, signOn } from './apps';
import type { Setting } from './bench-setting';
import { quantile } from './quantile';

const answerSchema = z.object({ ok: z.literal(true), value: CALLS['desk.describe'].response });

const COMMITS_A_ROUND = 60;
/** What the envelope adds to a sealed body in the journal's record; quotes in the body double. */
const ENVELOPE_BYTES = 900;
/** Settling takes a push and a pull: one that takes longer is stuck. */
const SETTLED_WITHIN_MS = 30_000;
const LOOK_MS = 20;

/** From the page's call to main's word that it is on disk, beside a bare append and fdatasync of as many bytes on that disk. */
export async function submit(setting: Setting): Promise<void> {
  const { centre, folder, rounds, report } = setting;
  const siteId = await centre.addSite('Submit');
  await centre.addOperators(siteId, ['maria']);
  const items = await centre.publish({ site: 'Submit', assignTo: ['maria'], items: rounds * COMMITS_A_ROUND + 5, pages: [tinyJpeg('submit')] });
  // As fast as it goes: a hand's pace never meets the limit of requests.
  const url = await centre.startServer({ rateLimitPerMin: 0 });
  const { app, page } = await openStation(url, await centre.enrolmentCode('Submit'), join(folder, 'submit'));
  const bare = await open(join(folder, 'submit', 'bare'), 'a');
  const tookMs = { commit: [] as number[], bare: [] as number[] };
  try {
    await signOn(page, 'maria');
    for (const [i, item] of items.entries()) {
      const draft = await draftOf(setting, item);
      const bytes = Buffer.alloc(draft.body.length * 1.1 + ENVELOPE_BYTES, 'x');
      const commit = async (): Promise<number> => commitInPage(page, draft);
      const append = async (): Promise<number> => {
        const beganAtMs = performance.now();
        await bare.write(bytes);
        await bare.datasync();
        return performance.now() - beganAtMs;
      };
      const [first, second] = i % 2 === 0 ? [await commit(), await append()] : [await append(), await commit()];
      await settled(page);
      if (i < 5) continue;
      tookMs.commit.push(i % 2 === 0 ? first : second);
      tookMs.bare.push(i % 2 === 0 ? second : first);
    }
  } finally {
    await bare.close();
    await app.close();
  }
  const words = (times: readonly number[]): string => [0.5, 0.95, 0.99].map((q) => `p${q * 100} ${quantile(times, q).toFixed(2)}`).join(', ');
  const value = quantile(tookMs.commit, 0.95) - quantile(tookMs.bare, 0.95);
  const note = `commit ${words(tookMs.commit)} ms; bare ${words(tookMs.bare)} ms`;
  report.add({ name: 'submit to durable over bare fdatasync: p95 less p95', value, unit: 'ms', samples: tookMs.commit.length, aim: 5, note });
}

/** Sealed beforehand: what is measured is IPC, main and the disk. */
async function draftOf({ centre }: Setting, item: Item): Promise<SubmitDraft> {
  const id = v7();
  const ids = { itemId: item.id, operatorId: item.assignedTo ?? '', formHash: item.formHash };
  const values = { company: 'Kedai Kopi Warisan', date: '2026-11-21', address: '14 Jalan Besar, Cebu City', total: '1250.40' };
  const keys = [publicHalf(await makeKey('seal')), publicHalf(centre.centre.keys.sealKey)];
  const body = await sealEntry(entryOf(values), { mutationId: id, ...ids }, keys);
  return { id, kind: 'submit', ...ids, epoch: item.epoch, pass: item.pass, body };
}

/** Waits until the last commit was pushed and answered for: the next is measured on a desk that is at rest. */
async function settled(page: Page): Promise<void> {
  const deadlineMs = performance.now() + SETTLED_WITHIN_MS;
  while ((await unsettledIn(page)) > 0) {
    if (performance.now() > deadlineMs) throw new Error('a commit was not settled');
    await page.waitForTimeout(LOOK_MS);
  }
}

async function unsettledIn(page: Page): Promise<number> {
  const said = await page.evaluate(async () => JSON.stringify(await window.keyroom.call('desk.describe', {})));
  const answer = answerSchema.parse(JSON.parse(said));
  return answer.value.status.unsettledCount;
}

async function commitInPage(page: Page, draft: SubmitDraft): Promise<number> {
  const { said, ms } = await page.evaluate(async (request) => {
    const beganAtMs = performance.now();
    const answer = await window.keyroom.call('mutation.commit', request);
    return { ms: performance.now() - beganAtMs, said: JSON.stringify(answer) };
  }, draft);
  if (!said.startsWith('{"ok":true')) throw new Error(`the desk did not commit: ${said}`);
  return ms;
}
