import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { endShift } from '../../../../renderer/app/shift';
import { showEntry, useEntry, type KeyableWork } from '../../../../renderer/entry/entry-state';
import { openItem } from '../../../../renderer/entry/open-entry';
import type { PreparedEntry } from '../../../../renderer/entry/prepare-entry';
import { signOn, useSession } from '../../../../renderer/session/session-state';
import { emptyKeyed } from '../../../../shared/forms/keying/keyed';
import { done } from '../../../../shared/ipc/desk-failure';
import { idOf } from '../../../support/desk-fixtures';
import { itemOf } from '../../../support/feed-pages';
import { planOf } from '../../../support/plan-of';

const maria = { id: idOf('operator', 1), siteId: idOf('desk', 2), login: 'maria', name: 'Maria', role: 'operator', state: 'active' };
const slow = vi.hoisted(() => ({ disk: Promise.resolve(), letGo: (): void => undefined, opening: Promise.resolve<unknown>(null) }));
vi.mock('../../../../renderer/store/bridge', () => ({ callMain: async (name: string, request: { did?: string }): Promise<unknown> => {
  if (name === 'session.signOn') return done({ operator: maria, checkedBy: 'centre', keyRing: { deskKey: {}, siteKeys: [], centreKey: {} } });
  if (request.did === 'end') await slow.disk;
  return done({});
} }));
vi.mock('../../../../renderer/entry/prepare-entry', () => ({ prepareEntry: () => slow.opening }));

const work = { plan: planOf({ v: 2, workType: 'x', title: 'X', parts: [{ kind: 'text', id: 'name', label: 'Name', maxLength: 9 }] }), item: itemOf(1), batch: { id: idOf('batch', 1) } } as unknown as KeyableWork;
const entry = { mutationId: 'm', keyed: emptyKeyed('en'), effort: null, revision: 0 };

beforeEach(async () => {
  slow.disk = new Promise((resolve) => {
    slow.letGo = resolve;
  });
  expect((await signOn('maria', '482913')).ok).toBe(true);
});

describe('whoever comes after a shift that ended on a slow disk', () => {
  it('sees nothing of an entry that was shown meanwhile', async () => {
    const ended = endShift('', false);
    await vi.waitFor(() => expect(useSession.getState().operator).not.toBeNull());
    await Promise.resolve();
    showEntry(work, entry);
    slow.letGo();
    expect(await ended).toBeNull();
    expect([useSession.getState().operator, useEntry.getState().work]).toEqual([null, null]);
  });

  it('sees nothing of an item that was still being opened', async () => {
    let prepared: (entry: PreparedEntry) => void = () => undefined;
    slow.opening = new Promise((resolve) => {
      prepared = resolve;
    });
    const ended = endShift('', false);
    const opening = openItem(maria.id, work.item.id);
    slow.letGo();
    await ended;
    prepared({ kind: 'ready', work, entry, isFresh: true });
    expect(await opening).toBe('overtaken');
    expect(useEntry.getState().work).toBeNull();
  });
});
