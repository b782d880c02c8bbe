import { decidePush, type Push, type PushDecision, type SharedByRest } from '../decide/decide-push';
import type { ReadMutation } from '../decide/read-mutation';
import type { PushQuestion } from '../store/changes';
import type { DeskRow } from '../store/rows';
import type { WorkStore } from '../store/store';
import { judgedIdsOf } from './judged-entries';
import { readPool } from './read-pool';

type Outcomes = PushDecision['outcomes'];

/**
 * Decides and stores a push, in as many transactions as its rows need; gives one outcome each once all is durable.
 *
 * What breaks off in between has stored whole mutations from the first on: the same push again goes on from there.
 */
export async function storePush(work: Pick<WorkStore, 'atSite'>, desk: DeskRow, push: Omit<Push, 'rest'>): Promise<Outcomes> {
  const outcomes: Outcomes[number][] = [];
  let rest: SharedByRest | null = null;
  for (let left = push.mutations; left.length > 0; left = push.mutations.slice(outcomes.length)) {
    const decision: PushDecision = await storePiece(work, desk, { ...push, mutations: left, rest });
    outcomes.push(...decision.outcomes);
    rest = decision.rest;
  }
  return outcomes;
}

async function storePiece(work: Pick<WorkStore, 'atSite'>, desk: DeskRow, push: Push): Promise<PushDecision> {
  return work.atSite(desk.siteId, async (tx) => {
    const context = await tx.pushContext(questionOf(desk.id, push.streamId, push.mutations));
    const pool = await readPool(tx, push.mutations, context);
    const decision = decidePush({ ...context, pool }, push);
    await tx.apply(decision.change);
    return decision;
  });
}

function questionOf(deskId: string, streamId: string, mutations: readonly ReadMutation[]): PushQuestion {
  return {
    deskId,
    streamId,
    seqs: mutations.map((each) => each.seq),
    mutationIds: mutations.map((each) => each.id),
    itemIds: mutations.flatMap((each) => each.itemIds),
    judgedIds: judgedIdsOf(mutations),
    sessionIds: mutations.flatMap((each) => each.sessionId ?? []),
    operatorIds: mutations.flatMap((each) => [each.operatorId, each.toOperatorId].flatMap((id) => id ?? [])),
  };
}
