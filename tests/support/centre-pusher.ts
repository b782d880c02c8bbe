import type { Mutation } from '../../shared/domain/mutation';
import type { Outcome } from '../../shared/domain/outcome';
import { RETRY_BY_KIND } from '../../shared/protocol/failure';
import { CentreRefusal, type CentreDesk } from './centre-desk';

const RETRY_PAUSE_MS = 10;
const TRIES_MAX = 2000;

/** Sends a journal until every mutation has its answer: again after a lost reply, from the start after a gap. */
export async function pushUntilAnswered(
  desk: CentreDesk,
  streamId: string,
  journal: readonly Mutation[],
  piece: number,
): Promise<ReadonlyMap<string, Outcome>> {
  const answers = new Map<string, Outcome>();
  let next = 0;
  for (let tries = 0; next < journal.length; tries += 1) {
    if (tries > TRIES_MAX) throw new Error('the centre does not answer');
    const sent = journal.slice(next, next + piece);
    const outcomes = await desk.push(streamId, sent).catch(afterLostReply);
    if (outcomes === null) continue;
    const gap = outcomes.flatMap(({ outcome }) => (outcome.kind === 'gap' ? [outcome.resendFrom] : []))[0];
    for (const { id, outcome } of outcomes) if (outcome.kind !== 'gap') answers.set(id, outcome);
    next = gap === undefined ? next + sent.length : gap - 1;
  }
  return answers;
}

/** Whatever the failure table calls worth another try is tried again; the rest is the test's failure. */
async function afterLostReply(error: unknown): Promise<null> {
  if (error instanceof CentreRefusal && RETRY_BY_KIND[error.failure.kind] !== 'backoff') throw error;
  await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
  return null;
}
