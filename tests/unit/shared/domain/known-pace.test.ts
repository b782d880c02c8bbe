import { describe, expect, test } from 'vitest';
import { DEFAULT_ITEM_MS, medianItemMs } from '../../../../shared/domain/known-pace';
import { CAPTURED_AT, idOf } from '../../../support/desk-fixtures';

const handedIn = (operator: number, monotonicMs: number, bootId = CAPTURED_AT.bootId) =>
  ({ settledBy: { mutationId: idOf('mutation', 1), operatorId: idOf('operator', operator), deskId: idOf('desk', 1), epoch: { term: 1, seq: 2 }, capturedAt: { ...CAPTURED_AT, monotonicMs, bootId } } });

describe('the pace of a work type', () => {
  test('is the median time between two items of one operator, pauses left out, whoever else keyed in between', () => {
    const steps = [40_000, 50_000, 60_000, 30_000, 45_000, 3_600_000, 50_000];
    const runs = [1, 2].flatMap((operator) => {
      let atMs = operator * 17;
      return [handedIn(operator, atMs), ...steps.map((step) => handedIn(operator, (atMs += step)))];
    });
    expect(medianItemMs(runs.toReversed())).toBe(50_000);
  });

  test('is the default while too little is known, and takes no time between two starts of a desk', () => {
    expect(medianItemMs([{ settledBy: null }, handedIn(1, 1), handedIn(1, 2)])).toBe(DEFAULT_ITEM_MS);
    const starts = Array.from({ length: 30 }, (_, i) => handedIn(1, i * 1_000, `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`));
    expect(medianItemMs(starts)).toBe(DEFAULT_ITEM_MS);
  });
});
