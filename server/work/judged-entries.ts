import { mutationSchema } from '../../shared/domain/mutation';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import type { ReadMutation } from '../decide/read-mutation';
import type { StoredLedgerRow } from '../store/rows';

/** The entries that verdicts of a push are about, and those that they saw as winners. */
export function judgedIdsOf(mutations: readonly ReadMutation[]): readonly string[] {
  return mutations.flatMap(({ read }) => {
    if (read.kind !== 'whole' || read.mutation.kind !== 'judge') return [];
    const { keptId, winnerId } = read.mutation;
    return winnerId === null ? [keptId] : [keptId, winnerId];
  });
}

/** The whole entry of a ledger row; null for what is none. */
export function submitOf({ raw }: Pick<StoredLedgerRow, 'raw'>): SubmitMutation | null {
  const { data } = mutationSchema.safeParse(JSON.parse(raw));
  return data?.kind === 'submit' ? data : null;
}
