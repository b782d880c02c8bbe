import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FloorModel, type FloorView, type WaitingMove } from '../../../../renderer/lead/floor-model';
import { pilesOf, transfersOf } from '../../../../renderer/lead/move-choices';
import { floorItemOf, type FloorItem } from '../../../../shared/domain/floor-item';
import { idOf, moveDraft } from '../../../support/desk-fixtures';
import { doneItem, itemOf } from '../../../support/feed-pages';

const [ana, ben, cora] = [idOf('operator', 1), idOf('operator', 2), idOf('operator', 3)];
const items = (...numbers: readonly number[]): readonly FloorItem[] => numbers.map((n) => floorItemOf(itemOf(n)));
const held = (floor: FloorModel, operatorId: string): number => floor.view().operators.get(operatorId)?.heldCount ?? 0;

function floorOf(count: number): FloorModel {
  const floor = new FloorModel();
  floor.take(items(...Array.from({ length: count }, (_, i) => i + 1)), true);
  return floor;
}

/** Takes back what `move` did, as a lead sees it before the centre has answered. */
function undoOf(move: WaitingMove): WaitingMove {
  return {
    ...moveDraft(9, [], 1), toOperatorId: ana,
    items: move.items.map(({ itemId }) => ({ itemId, fromOperatorId: move.toOperatorId, epoch: { term: 1, seq: 3 } })),
  };
}

describe('the floor in memory', () => {
  it('shows a waiting move at once, and counts each item once', () => {
    const floor = floorOf(5);
    floor.forecast([moveDraft(1, [1, 2, 3], 2)]);
    expect([held(floor, ana), held(floor, ben), floor.view().openCount, floor.view().waitingCount]).toEqual([2, 3, 5, 3]);
    expect(floor.view().loads.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  });

  it('lets a later move stand on an earlier one that waits, too', () => {
    const floor = floorOf(3);
    const move = moveDraft(1, [1, 2, 3], 2);
    floor.forecast([move]);
    floor.forecastOnTop([undoOf(move)]);
    expect([held(floor, ana), held(floor, ben)]).toEqual([3, 0]);
    expect(floor.stillThere([move])).toEqual([]);
  });

  it('shows what the centre did where it did otherwise', () => {
    const floor = floorOf(3);
    floor.take([floorItemOf(doneItem(1, 1)), { ...floorItemOf(itemOf(2)), assignedTo: null, epoch: { term: 1, seq: 3 } }], false);
    floor.forecast([moveDraft(1, [1, 2, 3], 2)]);
    expect([held(floor, ana), held(floor, ben), floor.view().batches.get(idOf('batch', 1))]).toMatchObject([0, 1, { openCount: 2, poolCount: 1, doneCount: 1 }]);
  });

  it('forgets what a fresh snapshot does not tell, and forecasts that are gone', () => {
    const floor = floorOf(3);
    floor.forecast([moveDraft(1, [1, 2, 3], 2)]);
    floor.take(items(1), true);
    floor.forecast([]);
    expect([held(floor, ana), held(floor, ben), floor.view().openCount]).toEqual([1, 0, 1]);
  });
});

/** What may happen to a floor: the centre tells of an item, or moves wait, or do no more. */
const steps = fc.array(fc.oneof(
  fc.record({ is: fc.constant('told' as const), n: fc.integer({ min: 1, max: 6 }), to: fc.constantFrom(ana, ben, cora, null), seq: fc.integer({ min: 2, max: 5 }), isDone: fc.boolean() }),
  fc.record({ is: fc.constant('move' as const), n: fc.integer({ min: 1, max: 6 }), to: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ is: fc.constant('answered' as const) }),
), { maxLength: 30 });

describe('the counts of a floor', () => {
  it('are those of a floor counted anew, whatever has happened to it', () => {
    fc.assert(fc.property(steps, (happened) => {
      const floor = floorOf(6);
      const told = new Map(items(1, 2, 3, 4, 5, 6).map((item) => [item.id, item]));
      let moves: WaitingMove[] = [];
      for (const [i, step] of happened.entries()) {
        if (step.is === 'told') {
          const item: FloorItem = step.isDone ? { ...floorItemOf(doneItem(step.n, 1 + (i % 3))), epoch: { term: 1, seq: step.seq } } : { ...floorItemOf(itemOf(step.n)), assignedTo: step.to, epoch: { term: 1, seq: step.seq } };
          told.set(item.id, item);
          floor.take([item], false);
        }
        if (step.is === 'move') {
          moves = [...moves, { ...moveDraft(i + 1, [step.n], step.to), items: [{ itemId: idOf('item', step.n), fromOperatorId: told.get(idOf('item', step.n))?.assignedTo ?? null, epoch: told.get(idOf('item', step.n))?.epoch ?? { term: 1, seq: 1 } }] }];
          floor.forecastOnTop(moves.slice(-1));
        }
        if (step.is === 'answered') {
          moves = moves.slice(1);
          floor.forecast(moves);
        }
      }
      floor.forecast(moves);
      const anew = new FloorModel();
      anew.take([...told.values()], true);
      anew.forecast(moves);
      expect(sorted(floor.view())).toEqual(sorted(anew.view()));
    }));
  });
});

describe('moves shown in numbers', () => {
  it('say at once what they come to item by item, and are put right where an item had moved on since it was seen', () => {
    fc.assert(fc.property(fc.subarray([1, 2, 3, 4, 5, 6], { minLength: 1 }), fc.constantFrom(ben, cora, null), fc.subarray([1, 2, 3, 4, 5, 6]), (moved, toOperatorId, gone) => {
      const [floor, itemByItem] = [floorOf(6), floorOf(6)];
      const seen = floor.openItems(({ position }) => moved.includes(position));
      for (const model of [floor, itemByItem]) model.take(gone.map((n) => floorItemOf(doneItem(n, 3))), false);
      const move: WaitingMove = { ...moveDraft(1, [], 1), toOperatorId, items: seen.map(({ id, assignedTo, epoch }) => ({ itemId: id, fromOperatorId: assignedTo, epoch })) };
      itemByItem.forecastOnTop([move]);
      floor.showOnTop([move], [{ items: seen, toOperatorId }]);
      if (gone.length === 0) expect(sorted(floor.view())).toEqual(sorted(itemByItem.view()));
      floor.settle();
      expect(sorted(floor.view())).toEqual(sorted(itemByItem.view()));
      expect(floor.openItems(() => true)).toEqual(itemByItem.openItems(() => true));
    }));
  });

  it('are counted anew where an item is not known any more', () => {
    const floor = floorOf(3);
    const seen = floor.openItems(() => true);
    floor.take(items(1), true);
    const move: WaitingMove = { ...moveDraft(1, [1, 2, 3], 2) };
    floor.showOnTop([move], [{ items: seen, toOperatorId: ben }]);
    floor.settle();
    expect([held(floor, ana), held(floor, ben), floor.view().openCount, floor.view().waitingCount]).toEqual([0, 1, 1, 1]);
  });
});

function sorted({ loads, batches, operators, ...counts }: FloorView): unknown {
  const byText = (list: readonly unknown[]): readonly string[] => list.map((each) => JSON.stringify(each)).toSorted();
  return { ...counts, loads: byText(loads), batches: byText([...batches.values()]), operators: byText([...operators.values()]) };
}

describe('moves in numbers', () => {
  it('take items from the back of each pile, never one twice', () => {
    const all = items(1, 2, 3, 4, 5);
    const batchId = idOf('batch', 1);
    const transfers = transfersOf([{ batchId, from: ana, to: ben, count: 2 }, { batchId, from: ana, to: cora, count: 2 }], pilesOf(all));
    expect(transfers.map(({ toOperatorId, items: moved }) => [toOperatorId, moved.map(({ position }) => position)])).toEqual([[ben, [4, 5]], [cora, [2, 3]]]);
  });
});
