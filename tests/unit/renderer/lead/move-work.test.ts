import { beforeEach, describe, expect, it, vi } from 'vitest';
import { floor, takeBackMoves, useFloor } from '../../../../renderer/lead/floor-state';
import { moveWork, movesSaved, undo, undoable, useGestures } from '../../../../renderer/lead/move-work';
import { floorItemOf } from '../../../../shared/domain/floor-item';
import { MAX_ITEMS_A_MOVE, type MoveDraft } from '../../../../shared/domain/mutations/move';
import { done, failed } from '../../../../shared/ipc/desk-failure';
import { idOf } from '../../../support/desk-fixtures';
import { itemOf } from '../../../support/feed-pages';

const [ana, ben, cora, lena] = [1, 2, 3, 4].map((n) => idOf('operator', n)) as [string, string, string, string];
const ITEMS = 2 * MAX_ITEMS_A_MOVE + 5;
const SOFT = { hard: false, reason: 'deadline' } as const;

const main = vi.hoisted(() => ({ commit: vi.fn() }));
vi.mock('../../../../renderer/store/bridge', () => ({ callMain: (_name: string, move: unknown): unknown => main.commit(move) }));

/** What main was asked to write, in its order. */
function committed(): readonly MoveDraft[] {
  return main.commit.mock.calls.map(([move]) => move as MoveDraft);
}

const held = (operatorId: string): number => useFloor.getState().view?.operators.get(operatorId)?.heldCount ?? 0;
const all = () => floor.openItems(() => true);

beforeEach(async () => {
  await movesSaved();
  let seq = 0;
  main.commit.mockReset().mockImplementation(async () => {
    seq += 1;
    return done({ streamId: 'stream', seq });
  });
  takeBackMoves(new Set(useGestures.getState().gestures.flatMap(({ moves }) => moves.map(({ id }) => id))));
  useGestures.setState({ gestures: [] });
  floor.take(Array.from({ length: ITEMS }, (_, i) => floorItemOf(itemOf(i + 1))), true);
  floor.forecast([]);
});

describe('moving work', () => {
  it('shows at once and is saved in mutations of their size, of one gesture', async () => {
    const moving = moveWork(lena, [{ items: all(), toOperatorId: ben }], SOFT, 0);
    expect(held(ben)).toBe(ITEMS);
    await moving;
    expect(committed().map((move) => move.items.length)).toEqual([MAX_ITEMS_A_MOVE, MAX_ITEMS_A_MOVE, 5]);
    expect(new Set(committed().map((move) => move.gestureId)).size).toBe(1);
    expect(useGestures.getState().gestures).toMatchObject([{ itemCount: ITEMS, savedCount: 3, failure: null }]);
  });

  it('taken back while it is still being saved is written behind the whole of it', async () => {
    const half = ITEMS / 2;
    const moving = moveWork(lena, [{ items: all().slice(0, half), toOperatorId: ben }, { items: all().slice(half), toOperatorId: cora }], SOFT, 0);
    const gesture = undoable();
    if (gesture === null) throw new Error('nothing to take back');
    await Promise.all([moving, undo(lena, gesture, 0)]);
    const gestureIds = committed().map((move) => move.gestureId);
    expect(gestureIds).toEqual(gestureIds.toSorted());
    expect([held(ana), held(ben), held(cora)]).toEqual([ITEMS, 0, 0]);
    expect(undoable()).toBeNull();
  });

  it('that the disk does not take shows as it was, with the reason; what was saved before stays, and can be taken back', async () => {
    main.commit.mockImplementationOnce(async () => done({ streamId: 'stream', seq: 1 })).mockImplementationOnce(async () => failed({ kind: 'diskFull' }));
    await moveWork(lena, [{ items: all(), toOperatorId: ben }], SOFT, 0);
    expect(useGestures.getState().gestures).toMatchObject([{ savedCount: 1, failure: { kind: 'diskFull' } }]);
    expect([held(ben), held(ana)]).toEqual([MAX_ITEMS_A_MOVE, ITEMS - MAX_ITEMS_A_MOVE]);
    expect(undoable()).not.toBeNull();
  });

  it('may be taken back once more when the first try was not saved', async () => {
    await moveWork(lena, [{ items: all().slice(0, 3), toOperatorId: ben }], SOFT, 0);
    const gesture = undoable();
    if (gesture === null) throw new Error('nothing to take back');
    main.commit.mockImplementationOnce(async () => failed({ kind: 'diskFull' }));
    await undo(lena, gesture, 0);
    expect([held(ben), undoable()?.id]).toEqual([3, gesture.id]);
  });

  it('is not taken back where somebody has moved the item since, though to the same place', async () => {
    const [item] = all();
    if (item === undefined) throw new Error('no item');
    await moveWork(lena, [{ items: [item], toOperatorId: ben }], SOFT, 0);
    floor.take([{ ...item, assignedTo: ben, epoch: { term: 1, seq: 5 } }], false);
    floor.forecast([]);
    expect(undoable()).toBeNull();
  });
});
