import { describe, expect, it } from 'vitest';
import { noticeSchema } from '../../../shared/domain/notice';
import { moveReasonSchema } from '../../../shared/domain/reasons';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version';
import { stepDown } from '../../../server/work/step-down';
import { idOf } from '../../support/desk-fixtures';
import { clientRow, QUEUE } from '../../support/feed-pages';

const line = (row: object): string => JSON.stringify({ pos: 1, ...row });
const moved = { toOperatorId: null, byOperatorId: null, reason: 'abandoned', hard: false, atUtc: '2026-11-21T08:00:00.000Z' };
const gone = { scope: QUEUE, key: idOf('item', 1), kind: 'gone', goneKind: 'item' };
const notice = (outcome: object): string => line({
  scope: QUEUE, key: idOf('mutation', 1), kind: 'notice',
  row: noticeSchema.parse({
    mutationId: idOf('mutation', 1), operatorId: idOf('operator', 1), itemId: null, source: null, outcome, receivedAtUtc: '2026-11-21T08:00:00.000Z', body: null,
  }),
});

describe('a page for an older desk', () => {
  it('lacks what came later, and has the rest as it stands', () => {
    const known = [line(clientRow(1)), line({ scope: 'floor', key: 'k', kind: 'floorItem', row: {} }), notice({ kind: 'kept', reason: 'alreadyDone' })];
    const later = [
      ...['shift', 'pool', 'keptEntry', 'session'].map((kind) => line({ scope: 'reference', key: 'k', kind, row: {} })),
      notice({ kind: 'judged', verdict: 'close', byOperatorId: idOf('operator', 2) }), notice({ kind: 'refused', reason: 'otherSession' }),
    ];
    for (const version of [1, 2]) expect(stepDown([...known, ...later], version)).toEqual(known);
    expect(stepDown([...known, ...later], PROTOCOL_VERSION)).toEqual([...known, ...later]);
  });

  it('takes an abandoned item back without the word about it, which such a desk would stumble over and keep the item', () => {
    expect(stepDown([line({ ...gone, moved })], 1).map((text): unknown => JSON.parse(text))).toEqual([{ pos: 1, ...gone }]);
    const byLead = line({ ...gone, moved: { ...moved, byOperatorId: idOf('operator', 3), reason: moveReasonSchema.options[0] } });
    expect(stepDown([byLead, line(gone)], 1)).toEqual([byLead, line(gone)]);
  });
});
