import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DocumentCache } from '../../../../main/documents/document-cache';
import { DocumentFetcher } from '../../../../main/documents/document-fetcher';
import { BandwidthBudget } from '../../../../main/updates/bandwidth-budget';
import { CentreLink } from '../../../../main/sync/centre-link';
import { makeKey } from '../../../../shared/seals/make-key';
import type { PrivateKey } from '../../../../shared/seals/sealed-key';
import { HandClock, idOf, randomId } from '../../../support/desk-fixtures';
import { failure, ScriptedCentre } from '../../../support/scripted-centre';

const KILOBYTE = 1024;
const pages = [1, 2, 3, 4].map((n) => new Uint8Array(KILOBYTE).map((_, i) => (i * n * 7) % 256));
const hashes = pages.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
const [hash = ''] = hashes;
const [page = new Uint8Array()] = pages;

let signKey: PrivateKey;
let folder: string;
let clock: HandClock;
let centre: ScriptedCentre;
let mayFetchAhead: boolean;
let broken: unknown[];
beforeAll(async () => {
  signKey = await makeKey('sign');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-documents-'));
  clock = new HandClock();
  mayFetchAhead = true;
  broken = [];
  centre = new ScriptedCentre(signKey);
  for (const [i, bytes] of pages.entries()) centre.documents.set(hashes[i] ?? '', bytes);
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  expect(broken).toEqual([]);
});

async function fetching(budgetBytes = 100 * KILOBYTE, mentioned: readonly string[] = hashes): Promise<{ cache: DocumentCache; fetcher: DocumentFetcher }> {
  const cache = await DocumentCache.open(folder, budgetBytes, clock.wallMs);
  const link = new CentreLink({ serverUrl: 'https://centre.invalid', deskId: idOf('desk', 1), signKey }, centre.fetch, clock);
  const fetcher = new DocumentFetcher({
    cache, link, clock, draws: { uuidV4: () => randomId(1), fraction: () => 1 }, budget: new BandwidthBudget(clock),
    mentioned: () => new Map(mentioned.map((each) => [each, KILOBYTE])), mayFetchAhead: () => mayFetchAhead,
    onChange: () => undefined, onBroken: (error) => broken.push(error),
  });
  return { cache, fetcher };
}

const documentRequests = (): readonly (readonly (string | null)[])[] =>
  centre.asked.filter((a) => a.path.startsWith('/v1/documents/')).map((a) => [a.path.slice(14), a.range]);

/** The next transfer of a page gives these bytes and then breaks. */
function breakAfter(bytes: Uint8Array<ArrayBuffer>, status = 200): void {
  centre.answer = ({ path }) => {
    if (!path.startsWith('/v1/documents/')) return undefined;
    centre.answer = () => undefined;
    let sent = false;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => {
        if (sent) controller.error(new TypeError('terminated'));
        else controller.enqueue(bytes);
        sent = true;
      },
    });
    return new Response(body, { status });
  };
}

describe('documents', () => {
  it('are fetched ahead of need in the order of mention, each once, and known again after a restart', async () => {
    const { cache, fetcher } = await fetching();
    expect(fetcher.wantedCount).toBe(4);
    await fetcher.fetchAhead();
    await fetcher.fetchAhead();
    expect(documentRequests()).toEqual(hashes.map((each) => [each, null]));
    expect(fetcher.wantedCount).toBe(0);
    expect(await cache.read(hash)).toEqual(page);
    const again = await fetching();
    expect(again.fetcher.wantedCount).toBe(0);
    expect(await again.cache.read(hash)).toEqual(page);
  });

  it('go on from where a transfer broke off, even after a restart', async () => {
    const { fetcher } = await fetching(undefined, [hash]);
    breakAfter(page.slice(0, 300));
    await fetcher.fetchAhead();
    expect(clock.nextTimerMs).toBe(1000);
    const { fetcher: later, cache } = await fetching(undefined, [hash]);
    await later.fetchAhead();
    expect(documentRequests()).toEqual([[hash, null], [hash, 'bytes=300-']]);
    expect(await cache.read(hash)).toEqual(page);
    expect(await readdir(folder)).toEqual([hash]);
  });

  it('start over when the centre does not go on but sends the whole', async () => {
    const { cache, fetcher } = await fetching(undefined, [hash]);
    breakAfter(page.slice(0, 300));
    await fetcher.fetchAhead();
    centre.answer = ({ path }) => (path.startsWith('/v1/documents/') ? new Response(page) : undefined);
    await fetcher.fetchAhead();
    expect(await cache.read(hash)).toEqual(page);
  });

  it('are fetched from the start at once when what was there of them was damaged', async () => {
    const { cache, fetcher } = await fetching(undefined, [hash]);
    breakAfter(page.slice(0, 300));
    await fetcher.fetchAhead();
    const part = await readFile(join(folder, `${hash}.part`));
    part.writeUInt8(part.readUInt8(10) ^ 1, 10);
    await writeFile(join(folder, `${hash}.part`), part);
    await fetcher.fetchAhead();
    expect(documentRequests().slice(1)).toEqual([[hash, 'bytes=300-'], [hash, null]]);
    expect(await cache.read(hash)).toEqual(page);
  });

  it('that arrive damaged are not kept, and tried again later', async () => {
    const { cache, fetcher } = await fetching(undefined, [hash]);
    centre.answer = ({ path }) => (path.startsWith('/v1/documents/') ? new Response('<html>Please sign in</html>') : undefined);
    await fetcher.fetchAhead();
    expect([cache.has(hash), await readdir(folder), clock.nextTimerMs]).toEqual([false, [], 1000]);
    centre.answer = () => undefined;
    await fetcher.fetchAhead();
    expect(cache.has(hash)).toBe(false);
    clock.advance(1000);
    await fetcher.fetchAhead();
    expect(await cache.read(hash)).toEqual(page);
    expect(clock.nextTimerMs).toBeNull();
  });

  it('damaged on disk are thrown away and fetched again for whoever waits', async () => {
    const { fetcher } = await fetching();
    await fetcher.fetchAhead();
    const bytes = await readFile(join(folder, hash));
    bytes.writeUInt8(bytes.readUInt8(500) ^ 4, 500);
    await writeFile(join(folder, hash), bytes);
    expect(await fetcher.read(hash)).toEqual({ ok: true, value: page });
    expect(new Uint8Array(await readFile(join(folder, hash)))).toEqual(page);
  });

  it('are fetched at once for whoever waits, and only once for several who do', async () => {
    const { fetcher } = await fetching();
    const answers = await Promise.all([fetcher.read(hash), fetcher.read(hash), fetcher.read(hash)]);
    expect(answers.every((a) => a.ok)).toBe(true);
    expect(documentRequests()).toHaveLength(1);
  });

  it('are not here when there is no link', async () => {
    const { fetcher } = await fetching();
    centre.answer = () => {
      throw new TypeError('fetch failed');
    };
    expect(await fetcher.read(hash)).toEqual({ ok: false, failure: { kind: 'documentNotHere' } });
  });

  it('that the centre does not have hold up nothing behind them, and are not asked for again', async () => {
    centre.documents.delete(hash);
    const { fetcher } = await fetching();
    await fetcher.fetchAhead();
    await fetcher.fetchAhead();
    expect(documentRequests().map(([each]) => each)).toEqual(hashes);
    expect(fetcher.wantedCount).toBe(0);
  });

  it('wait while the centre is away, longer each time, and not at all once the desk closes', async () => {
    const { fetcher } = await fetching();
    centre.answer = () => failure({ kind: 'unavailable', message: 'later' });
    await fetcher.fetchAhead();
    await fetcher.fetchAhead();
    expect(clock.nextTimerMs).toBe(2000);
    expect(documentRequests()).toHaveLength(0);
    await fetcher.stop();
    expect(clock.nextTimerMs).toBeNull();
  });

  it('make room for those that are mentioned now, the least lately used of the others first', async () => {
    const mentioned = hashes.slice(0, 3);
    const { cache, fetcher } = await fetching(4 * KILOBYTE, mentioned);
    await fetcher.fetchAhead();
    clock.advance(60_000);
    await cache.read(hash);
    mentioned.splice(0, 3, hashes[3] ?? '', hashes[1] ?? '');
    await fetcher.fetchAhead();
    expect(hashes.map((each) => cache.has(each))).toEqual([true, true, false, true]);
    expect((await readdir(folder)).length).toBe(3);
    expect(fetcher.wantedCount).toBe(0);
  });

  it('keep to the budget: only those mentioned last are fetched ahead, and who waits gets room all the same', async () => {
    const { cache, fetcher } = await fetching(3 * KILOBYTE);
    await fetcher.fetchAhead();
    expect([hashes.map((each) => cache.has(each)), fetcher.wantedCount]).toEqual([[false, false, true, true], 0]);
    for (const each of hashes.slice(0, 2)) expect((await fetcher.read(each)).ok).toBe(true);
    expect(hashes.map((each) => cache.has(each))).toEqual([false, true, true, true]);
  });

  it('that nobody wants any more give a full disk its room back, those that are wanted stay', async () => {
    const { cache, fetcher } = await fetching();
    await fetcher.fetchAhead();
    cache.wanted = new Set(hashes.slice(2));
    await cache.letGoUnwanted();
    expect(hashes.map((each) => cache.has(each))).toEqual([false, false, true, true]);
    expect((await readdir(folder)).toSorted()).toEqual(hashes.slice(2).toSorted());
  });

  it('that are damaged or refused at the centre hold up nothing behind them, and are tried again less and less often', async () => {
    const kinds = new Map([[hash, 'internal'], [hashes[1], 'forbidden']] as const);
    centre.answer = ({ path }) => {
      const kind = kinds.get(path.slice('/v1/documents/'.length));
      return kind === undefined ? undefined : failure({ kind, message: 'not this one' });
    };
    const { cache, fetcher } = await fetching();
    await fetcher.fetchAhead();
    expect(hashes.map((each) => cache.has(each))).toEqual([false, false, true, true]);
    expect(fetcher.wantedCount).toBe(0);
    for (const waitMs of [1000, 2000, 4000, 8000]) {
      expect(clock.nextTimerMs).toBe(waitMs);
      const before = documentRequests().length;
      await fetcher.fetchAhead();
      expect(documentRequests()).toHaveLength(before);
      clock.advance(waitMs);
      await fetcher.fetchAhead();
      expect(documentRequests()).toHaveLength(before + 2);
    }
    kinds.clear();
    expect((await fetcher.read(hash)).ok).toBe(true);
  });

  it('that are whole but for their name are stored without a question', async () => {
    await writeFile(join(folder, `${hash}.part`), page);
    const { cache, fetcher } = await fetching(undefined, [hash]);
    await fetcher.fetchAhead();
    expect([await cache.read(hash), await readdir(folder), centre.asked]).toEqual([page, [hash], []]);
  });

  it('that broke off count in the budget, and go at a start a day later', async () => {
    const [, second = ''] = hashes;
    await writeFile(join(folder, `${second}.part`), new Uint8Array(3 * KILOBYTE));
    const wallSeconds = clock.wallMs() / 1000;
    await utimes(join(folder, `${second}.part`), wallSeconds, wallSeconds);
    const { cache, fetcher } = await fetching(4 * KILOBYTE, [hash]);
    await fetcher.fetchAhead();
    expect([cache.has(hash), documentRequests()]).toEqual([false, []]);
    clock.advance(24 * 60 * 60_000 + 1);
    const { fetcher: later } = await fetching(4 * KILOBYTE, [hash]);
    await later.fetchAhead();
    expect(await readdir(folder)).toEqual([hash]);
  });

  it('are not fetched ahead while the disk has trouble, but for who waits', async () => {
    const { fetcher } = await fetching();
    mayFetchAhead = false;
    await fetcher.fetchAhead();
    expect(documentRequests()).toEqual([]);
    expect((await fetcher.read(hash)).ok).toBe(true);
  });

  it('that the disk does not take are its trouble and not the centre’s, and end the round', async () => {
    const { cache, fetcher } = await fetching();
    await mkdir(join(folder, `${hash}.part`));
    await fetcher.fetchAhead();
    expect([cache.failure?.kind, documentRequests().length, clock.nextTimerMs]).toEqual(['diskFailing', 1, 1000]);
    await rm(join(folder, `${hash}.part`), { recursive: true });
    await fetcher.fetchAhead();
    expect([cache.failure, fetcher.wantedCount]).toEqual([null, 0]);
  });

  it('are left where they are when the desk closes: no answer is waited for', async () => {
    const { fetcher } = await fetching();
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    centre.answer = ({ path }) => {
      if (!path.startsWith('/v1/documents/')) return undefined;
      asked();
      return new Promise<Response>(() => undefined);
    };
    const ahead = fetcher.fetchAhead();
    await isAsked;
    await fetcher.stop();
    await ahead;
    expect([documentRequests().length, clock.nextTimerMs]).toEqual([1, null]);
  });
});
