import type { Shift } from '../../shared/domain/floor/shift';
import type { FeedChange } from './rows';

/** An operator's plan in the reference scope of their site; a tombstone where nothing is planned any more. */
export function shiftRow(operatorId: string, shifts: readonly Shift[]): FeedChange {
  const at = { scope: 'reference' as const, key: operatorId };
  if (shifts.length === 0) return { ...at, kind: 'gone', goneKind: 'shift' };
  return { ...at, kind: 'shift', row: { operatorId, shifts: shifts.map((shift) => ({ ...shift, weekdays: [...shift.weekdays] })) } };
}
