import type { Project } from '../../shared/domain/batch';
import type { Operator } from '../../shared/domain/operator';
import { DEFAULT_POLICY } from '../../shared/domain/policy';

/** The projects of a history: one is given out ahead, of the others operators ask for items. */
export function poolProjects(mintId: () => string, clientId: string): readonly Project[] {
  const pool = { ...DEFAULT_POLICY, assign: 'pool' as const };
  return [
    { id: mintId(), clientId, name: 'Ahead', workType: 'receipt', policy: DEFAULT_POLICY },
    { id: mintId(), clientId, name: 'Pool', workType: 'receipt', policy: { ...pool, maxHeldItems: 3, abandonedAfterHours: 1.5 } },
    { id: mintId(), clientId, name: 'Secret', workType: 'claim', policy: { ...pool, riskClass: 'sensitive', goalHours: 6, weight: 2 } },
  ];
}

/** Some can key everything, some not; some are cleared, some not. */
export function abilitiesOf(i: number): Pick<Operator, 'skills' | 'clearedFor'> {
  return { skills: i % 3 === 1 ? ['receipt'] : null, clearedFor: i % 2 === 0 ? 'sensitive' : 'normal' };
}
