import type { Operator } from '../../shared/domain/operator';
import type { DeskRow } from '../store/rows';

/** Whether somebody may decide about the work of others at this desk: a lead or a manager, and neither they nor the desk revoked. */
export function mayLead({ role, state }: Pick<Operator, 'role' | 'state'>, desk: Pick<DeskRow, 'state'>): boolean {
  return role !== 'operator' && state === 'active' && desk.state === 'active';
}
