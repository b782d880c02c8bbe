import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentCache } from '../../../../main/documents/document-cache';
import { DocumentFetcher } from '../../../../main/documents/document-fetcher';
import { BandwidthBudget } from '../../../../main/updates/bandwidth-budget';
import { updateStatusSchema } from '../../../../shared/ipc/update-status';
import { PIECE_BYTES } from '../../../../shared/protocol/update';
import { randomId, sha256Of } from '../../../support/desk-fixtures';
import { failure } from '../../../support/scripted-centre';
import { UpdaterAtWork } from '../../../support/updater-at-work';
import { NEW } from '../../../support/update-records';

let folder: string;
let work: UpdaterAtWork;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-updater-'));
  work = await UpdaterAtWork.open(folder);
});
afterEach(async () => {
  await work.updater.stop();
  await rm(folder, { recursive: true, force: true });
});

const artifactsHere = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name !== 'record.json');

describe('an update on its way to a desk', () => {
  it('takes the next version where one kept coming damaged', async () => {
    const sha256 = await work.due(NEW);
    work.served.set(sha256, new TextEncoder().encode(`the pr0gram ${NEW}`));
    await work.start();
    for (let i = 0; i < 5; i += 1) await work.turn();
    expect(work.asksFor(`/v1/releases/${sha256}`)).toBe(3);
    expect(work.updater.status).toMatchObject({ kind: 'fetching', refusal: 'artifactTampered' });
    await work.due('1.0.2');
    await work.check();
    expect(work.updater.status).toMatchObject({ kind: 'waiting', version: '1.0.2' });
  });

  it.each([['work waits to be sent', { unsettledCount: 1 }], ['sources are wanted', { documentsWanted: 2 }], ['there is no link', { link: 'offline' }]] as const)('fetches nothing while %s', async (_what, change) => {
    Object.assign(work.around, change);
    const sha256 = await work.due(NEW);
    await work.start();
    expect(work.asksFor(`/v1/releases/${sha256}`)).toBe(0);
    Object.assign(work.around, { unsettledCount: 0, documentsWanted: 0, link: 'online' });
    await work.turn();
    expect(await artifactsHere()).toEqual([sha256]);
  });

  it('fetches a release although the centre serves one source damaged', async () => {
    const [damaged, whole] = [sha256Of('damaged'), sha256Of('whole')];
    work.centre.documents.set(damaged, new TextEncoder().encode('d4maged'));
    work.centre.documents.set(whole, new TextEncoder().encode('whole'));
    const fetcher = new DocumentFetcher({
      cache: await DocumentCache.open(join(folder, 'documents'), 1000, work.clock.wallMs), link: work.link, clock: work.clock, draws: { uuidV4: () => randomId(1), fraction: () => 1 },
      budget: new BandwidthBudget(work.clock), mentioned: () => new Map([[damaged, 7], [whole, 5]]), mayFetchAhead: () => true, onChange: () => undefined, onBroken: (error) => work.lines.push(String(error)),
    });
    Object.defineProperty(work.around, 'documentsWanted', { get: () => fetcher.wantedCount });
    await work.due(NEW);
    await work.start();
    expect(work.updater.status).toMatchObject({ kind: 'fetching', percent: 0 });
    await fetcher.fetchAhead();
    await work.turn();
    expect(work.asksFor(`/v1/documents/${damaged}`)).toBeGreaterThan(0);
    expect(work.updater.status).toMatchObject({ kind: 'waiting', version: NEW });
    await fetcher.stop();
  });

  it('asks what is due in the middle of a long transfer too, and leaves off what was halted meanwhile', async () => {
    const sha256 = await work.due(NEW, {}, new Uint8Array(5 * PIECE_BYTES));
    work.beforePiece = () => work.updater.checkSoon();
    await work.start();
    expect(work.updater.status).toMatchObject({ kind: 'fetching', percent: 20 });
    work.answer = {};
    await work.turn();
    expect(work.asksFor('/v1/update')).toBe(2);
    expect(work.asksFor(`/v1/releases/${sha256}`)).toBe(1);
    expect([work.updater.status.kind, await artifactsHere()]).toEqual(['none', []]);
  });

  it('tells how much is here of a release and its way back together, never more than all of it', async () => {
    work = await UpdaterAtWork.open(folder, {}, true);
    const due = await work.due(NEW, {}, new Uint8Array(PIECE_BYTES));
    const back = await work.holdsWayBack(new Uint8Array(3 * PIECE_BYTES).fill(1));
    work.around.unsettledCount = 1;
    await work.start();
    work.beforePiece = () => (work.around.unsettledCount = 1);
    for (const percent of [25, 50, 75]) {
      work.around.unsettledCount = 0;
      await work.turn();
      expect(work.updater.status).toMatchObject({ kind: 'fetching', percent });
    }
    work.around.unsettledCount = 0;
    await work.turn();
    expect([work.updater.status.kind, (await artifactsHere()).toSorted()]).toEqual(['waiting', [due, back].toSorted()]);
    for (const status of work.told) expect(updateStatusSchema.safeParse(status).success).toBe(true);
  });

  it('takes a link that breaks for no refusal', async () => {
    await work.due(NEW, {}, new Uint8Array(2 * PIECE_BYTES));
    work.beforePiece = () => {
      throw new TypeError('fetch failed');
    };
    await work.start();
    await work.turn();
    expect(work.updater.status).toMatchObject({ kind: 'fetching', refusal: null });
    expect(work.lines.filter((line) => line.includes('refused'))).toEqual([]);
  });

  it('says once in the log that the centre does not give a release now, and that it does not have it', async () => {
    await work.due(NEW);
    const { answer } = work.centre;
    work.centre.answer = (asked) => (asked.path.startsWith('/v1/releases/') ? failure({ kind: 'unavailable', message: 'later' }) : answer(asked));
    await work.start();
    for (let i = 0; i < 3; i += 1) await work.turn();
    expect([work.lines.slice(1), work.updater.status.refusal]).toEqual([[expect.stringMatching(/^the centre does not give .* now: unavailable$/)], null]);
    work.centre.answer = (asked) => (asked.path.startsWith('/v1/releases/') ? failure({ kind: 'notFound', message: asked.path }) : answer(asked));
    for (let i = 0; i < 3; i += 1) await work.turn();
    expect([work.lines.slice(2), work.updater.status.refusal]).toEqual([[expect.stringMatching(/^update refused, notFetched: .*: notFound$/)], 'notFetched']);
    work.centre.answer = answer;
    await work.turn();
    expect(work.updater.status.kind).toBe('waiting');
  });

  it('fetches nothing that the disk has no room for', async () => {
    work.around.freeBytes = 10;
    await work.due(NEW);
    await work.start();
    expect(work.updater.status).toMatchObject({ kind: 'fetching', waitsFor: 'disk' });
    expect(await artifactsHere()).toEqual([]);
  });

  it('throws away at its start the program of an update that was installed or has gone back', async () => {
    const left = sha256Of('the program of before');
    await writeFile(join(folder, left), 'the program of before');
    await work.start();
    expect(await artifactsHere()).toEqual([]);
  });

  it('gives a full disk back what was fetched, and fetches it again once there is room', async () => {
    await work.due(NEW);
    await work.start();
    expect(work.updater.status.kind).toBe('waiting');
    work.around.disk = 'reserve';
    await work.turn();
    expect([work.updater.status.waitsFor, await artifactsHere()]).toEqual(['disk', []]);
    work.around.disk = 'ok';
    await work.turn();
    expect(work.updater.status.kind).toBe('waiting');
  });
});
