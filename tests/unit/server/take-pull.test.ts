import { beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { pullHeadSchema, queueScope, type PullHead, type PullRequest } from '../../../shared/protocol/pull';
import { openMemoryStore } from '../../../server/store/memory/memory-store';
import type { Store } from '../../../server/store/store';
import { takePull } from '../../../server/work/take-pull';
import { addItemsTo, addSiteTo, type StoredSite } from '../../support/centre-store-setup';

describe('a pull of scopes that are not to be read', () => {
  let store: Store;
  let site: StoredSite;
  let other: StoredSite;

  beforeEach(async () => {
    store = openMemoryStore(v7());
    site = await addSiteTo(store, 'Cebu', ['jun', 'maria']);
    other = await addSiteTo(store, 'Manila', ['liza']);
    await addItemsTo(store, site, 4);
    await addItemsTo(store, other, 1);
  });

  const scopeOf = (at: StoredSite, i: number): string => queueScope(at.operators[i]?.id ?? '');
  const pull = async (cursors: PullRequest['cursors'], limit = 1000): Promise<{ head: PullHead; scopes: string[] }> => {
    const request = { feedId: await store.work.feedId(), cursors, streamIds: [], limit };
    const lines = (await takePull({ store, clock: { nowMs: () => 0 } }, site.desk, request)).trimEnd().split('\n');
    const [head, ...rows] = lines.map((line) => JSON.parse(line));
    return { head: pullHeadSchema.parse(head), scopes: rows.map((row) => row.scope) };
  };

  test('a revoked operator’s queue is taken back, the others go on, and all of it comes again with the operator', async () => {
    const [jun, maria] = [scopeOf(site, 0), scopeOf(site, 1)];
    const { head: before } = await pull({ reference: 0, [jun]: 0, [maria]: 0 });
    await store.accounts.setOperatorState(site.operators[1]?.id ?? '', 'revoked');
    const revoked = await pull(before.cursors);
    expect(revoked.scopes).toEqual(['reference']);
    expect(revoked.head).toMatchObject({ resets: [maria], more: false, cursors: { [maria]: 0 } });
    expect(revoked.head.drained.toSorted()).toEqual(['reference', jun, maria].toSorted());
    await store.accounts.setOperatorState(site.operators[1]?.id ?? '', 'active');
    const back = await pull(revoked.head.cursors);
    expect(back.scopes).toEqual(['reference', maria, maria]);
    expect(back.head.resets).toEqual([maria]);
  });

  test('queues of nobody and of another site are empty and do not hold the others up, page by page', async () => {
    const closed = [scopeOf(other, 0), queueScope(v7())];
    let cursors: PullRequest['cursors'] = { reference: 0, [scopeOf(site, 0)]: 0, [closed[0] ?? '']: 7, [closed[1] ?? '']: 0 };
    const seen = new Set<string>();
    for (let more = true; more; ) {
      const page = await pull(cursors, 2);
      expect(closed.every((scope) => page.head.resets.includes(scope) && page.head.drained.includes(scope))).toBe(true);
      for (const scope of page.scopes) seen.add(scope);
      ({ more, cursors } = page.head);
    }
    expect([...seen].toSorted()).toEqual(['reference', scopeOf(site, 0)].toSorted());
    expect(closed.map((scope) => cursors[scope])).toEqual([0, 0]);
  });
});
