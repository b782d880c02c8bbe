import type { MutationDraft } from '../shared/domain/mutation';
import type { Role } from '../shared/domain/operator';

/** Whether somebody of this role may do this; moves and verdicts are for leads and managers. */
export function mayCommit(kind: MutationDraft['kind'], role: Role): boolean {
  switch (kind) {
    case 'move':
    case 'judge':
      return role !== 'operator';
    case 'submit':
    case 'session':
    case 'ask':
      return true;
    default:
      return kind satisfies never;
  }
}
