import { describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { PullRequest } from '../../../shared/protocol/pull';
import { readPullPage, type FeedSnapshot, type StoredFeedRow } from '../../../server/store/pull-page';

const feedId = v7();
const PAGE_BYTES = 8 * 1024 * 1024;

const notice = (scope: string, pos: number, bytes: number): StoredFeedRow => ({
  scope, kind: 'notice', key: `n${pos}`, pos, gone: false, body: `"${'x'.repeat(bytes)}"`,
});

function snapshotOf(feed: readonly StoredFeedRow[]): FeedSnapshot {
  return {
    feedId, head: feed.length,
    rows: async ({ scope, after, limit }) => feed.filter((row) => row.scope === scope && row.pos > after).slice(0, limit),
    nextSeqs: async () => new Map(),
  };
}

const ask = (cursors: PullRequest['cursors'], limit = 10): PullRequest => ({ feedId, cursors, streamIds: [], limit });

describe('a page of the feed', () => {
  test('has a row that is larger than a page by itself, and goes on behind it', async () => {
    const feed = [notice('queue:a', 1, PAGE_BYTES + 1), notice('queue:a', 2, 9), notice('queue:b', 3, PAGE_BYTES * 2), notice('queue:b', 4, 9)];
    const seen: number[][] = [];
    let cursors: PullRequest['cursors'] = { 'queue:a': 0, 'queue:b': 0 };
    for (let more = true; more; ) {
      const page = await readPullPage(snapshotOf(feed), ask(cursors));
      seen.push(page.lines.map((line) => JSON.parse(line).pos as number));
      ({ more, cursors } = page.head);
    }
    expect(seen).toEqual([[1], [2, 3], [4]]);
  });

  test('never says that there is more without having moved a cursor', async () => {
    const feed = [notice('reference', 1, 9)];
    await expect(readPullPage(snapshotOf(feed), ask({ reference: 0 }, 0))).rejects.toThrow('moves no cursor');
    const repeating = { ...snapshotOf(feed), rows: async () => [feed, feed, feed].flat() };
    await expect(readPullPage(repeating, ask({ reference: 1 }, 2))).rejects.toThrow('moves no cursor');
    expect((await readPullPage(snapshotOf(feed), ask({ reference: 0 }, 1))).head).toMatchObject({ more: false, cursors: { reference: 1 } });
  });
});
