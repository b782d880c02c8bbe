import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { index } from '../../../../renderer/store/index-client';
import { pacedQuery } from '../../../../renderer/store/paced-query';

/** A reading takes so long by the clock that the query is paced by. */
const READING_MS = 100;

let nowMs: number;
let reads: number;
let fails: boolean;
let told: number[];
/** The rest that is under way: how long it is meant to be, and its end. */
let rest: Readonly<{ ms: number; end: () => void }> | null;
let query: Readonly<{ unsubscribe: () => void }>;

beforeEach(async () => {
  [nowMs, reads, fails, told, rest] = [0, 0, false, [], null];
  await index.open();
  const live = pacedQuery('queue', read, { nowMs: () => nowMs, rest: restUntilEnded });
  query = live.subscribe({ next: (count) => void told.push(count) });
});
afterEach(async () => {
  query.unsubscribe();
  await index.delete({ disableAutoOpen: false });
});

async function read(): Promise<number> {
  reads += 1;
  nowMs += READING_MS;
  if (fails) throw new Error('the index is closed');
  return index.queue.count();
}

function restUntilEnded(ms: number): Promise<void> {
  return new Promise((resolve) => {
    rest = { ms, end: resolve };
  });
}

/** Waits until the query rests; gives for how long it means to. */
async function resting(): Promise<number> {
  await expect.poll(() => rest).not.toBeNull();
  return rest?.ms ?? 0;
}

async function endRest(): Promise<void> {
  await resting();
  const ended = rest;
  rest = null;
  ended?.end();
}

async function write(itemId: string): Promise<void> {
  await index.queue.put({
    operatorId: 'maria', itemId, shelf: 'open', rank: itemId, source: itemId, batchId: 'batch', position: 1, dueAtUtc: '', hasDraft: false, heldFor: null, pageCount: 1,
  });
}

describe('a paced query', () => {
  it('tells its first value, and again after a write', async () => {
    await endRest();
    expect(told).toEqual([0]);
    await write('a');
    await expect.poll(() => told).toEqual([0, 1]);
  });

  it('does not read again for a write to another table', async () => {
    await endRest();
    await index.meta.put({ name: 'other', value: 1 });
    // Writes are told of in turn.
    await write('a');
    await resting();
    expect([reads, told]).toEqual([2, [0, 1]]);
  });

  it('rests four times as long as a reading took while writes keep coming, and reads once for all of them', async () => {
    expect(await resting()).toBe(4 * READING_MS);
    for (const itemId of ['a', 'b', 'c', 'd']) await write(itemId);
    expect(reads).toBe(1);
    await endRest();
    expect(await resting()).toBe(4 * READING_MS);
    expect([reads, told]).toEqual([2, [0, 4]]);
  });

  it('goes on after a reading that failed, without a write', async () => {
    await endRest();
    fails = true;
    await write('a');
    expect(await resting()).toBe(1_500);
    expect([reads, told]).toEqual([2, [0]]);
    fails = false;
    await endRest();
    await resting();
    expect([reads, told]).toEqual([3, [0, 1]]);
  });

  it('reads nothing more and tells nothing after it was unsubscribed from', async () => {
    await resting();
    await write('a');
    query.unsubscribe();
    await endRest();
    await write('b');
    const again = pacedQuery('queue', read, { nowMs: () => nowMs, rest: restUntilEnded }).subscribe({ next: () => undefined });
    await resting();
    again.unsubscribe();
    // The second reading is the other query's.
    expect([reads, told]).toEqual([2, [0]]);
  });
});
