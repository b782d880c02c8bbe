import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DocumentCache } from '../../../../main/documents/document-cache';
import { DocumentFetcher } from '../../../../main/documents/document-fetcher';
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
beforeAll(async () => {
  signKey = await makeKey('sign');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-documents-'));
  clock = new HandClock();
  centre = new ScriptedCentre(signKey);
  for (const [i, bytes] of pages.entries()) centre.documents.set(hashes[i] ?? '', bytes);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fetching(budgetBytes = 100 * KILOBYTE, mentioned: readonly string[] = hashes): Promise<{ cache: DocumentCache; fetcher: DocumentFetcher }> {
  const cache = await DocumentCache.open(folder, budgetBytes, clock.wallMs);
  const link = new CentreLink({ serverUrl: 'https://centre.invalid', deskId: idOf('desk', 1), signKey }, centre.fetch, clock);
  const fetcher = new DocumentFetcher({
    cache, link, clock, draws: { uuidV4: () => randomId(1), fraction: () => 1 }, mentioned: () => mentioned, onChange: () => undefined,
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
    fetcher.stop();
    expect(clock.nextTimerMs).toBeNull();
  });

  it('keep to the budget: fetching ahead stops, and who waits gets the room of the least lately used', async () => {
    const { cache, fetcher } = await fetching(3 * KILOBYTE);
    await fetcher.fetchAhead();
    expect(hashes.map((each) => cache.has(each))).toEqual([true, true, true, false]);
    clock.advance(60_000);
    await cache.read(hash);
    clock.advance(60_000);
    expect((await fetcher.read(hashes[3] ?? '')).ok).toBe(true);
    expect(hashes.map((each) => cache.has(each))).toEqual([true, false, true, true]);
    expect((await readdir(folder)).length).toBe(3);
  });
});
