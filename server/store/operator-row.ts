import type { Operator } from '../../shared/domain/operator';
import type { FeedChange } from './rows';

/** An operator's row in the reference scope of their site. */
export function operatorRow(operator: Operator): FeedChange {
  return { scope: 'reference', kind: 'operator', key: operator.id, row: operator };
}
