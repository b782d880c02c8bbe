import type { Abilities, Operator } from './operator';
import { isAskable, type Policy } from './policy';

type Kind = Readonly<{ workType: string; policy: Policy }>;

/** Whether an operator can key work of this kind, and is cleared for it. */
export function isFitFor({ skills, clearedFor }: Abilities, { workType, policy }: Kind): boolean {
  return (skills === null || skills.includes(workType)) && (policy.riskClass === 'normal' || clearedFor === 'sensitive');
}

/** Whether items of this kind come from the pool to an operator who asks. */
export function mayAskFor(operator: Pick<Operator, 'role' | 'state'> & Abilities, kind: Kind): boolean {
  return operator.role === 'operator' && operator.state === 'active' && isAskable(kind.policy) && isFitFor(operator, kind);
}
