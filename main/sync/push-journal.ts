import type { Mutation } from '../../shared/domain/mutation';
import type { Outcome } from '../../shared/domain/outcome';
import type { Failure } from '../../shared/protocol/failure';
import { PUSH_MAX_BYTES, PUSH_MAX_MUTATIONS, pushResponseSchema } from '../../shared/protocol/push';
import { done, type Result } from '../../shared/ipc/desk-failure';
import type { CentreLink } from './centre-link';
import type { Journal } from './journal';

/** How far the centre has answered in the present stream. Kept in memory only: pushing again does no harm. */
export type Answered = { streamId: string; upTo: number };

/** Room for what surrounds the mutations in a request. */
const PARCEL_BYTES = PUSH_MAX_BYTES - 64 * 1024;

/** Pushes everything above what was answered, in parcels. Outcomes settle nothing: only a pull does. */
export async function pushJournal(journal: Journal, link: CentreLink, answered: Answered): Promise<Result<void, Failure>> {
  for (;;) {
    if (answered.streamId !== journal.currentStreamId) Object.assign(answered, { streamId: journal.currentStreamId, upTo: 0 });
    const parcel = parcelOf(journal.above(answered.upTo));
    const last = parcel.at(-1);
    if (last === undefined) return done(undefined);
    const body = { streamId: journal.currentStreamId, mutations: parcel };
    const answer = await link.json({ method: 'POST', path: '/v1/push', body }, pushResponseSchema);
    if (!answer.ok) return answer;
    const stop = answer.value.outcomes.map((o) => o.outcome).find((o) => o.kind === 'gap' || o.kind === 'fork');
    if (stop === undefined) answered.upTo = last.seq;
    else await obey(stop, journal, answered);
  }
}

/** A gap that the journal can fill is filled; anything else means that this stream is not ours alone, and a new one begins. */
async function obey(stop: Outcome, journal: Journal, answered: Answered): Promise<void> {
  if (stop.kind === 'gap' && journal.above(stop.resendFrom - 1)[0]?.seq === stop.resendFrom) {
    answered.upTo = stop.resendFrom - 1;
    return;
  }
  await journal.moveToNewStream();
}

function parcelOf(mutations: readonly Mutation[]): readonly Mutation[] {
  const parcel: Mutation[] = [];
  let sizeBytes = 0;
  for (const mutation of mutations.slice(0, PUSH_MAX_MUTATIONS)) {
    // A body is ASCII (base64 inside JSON); quoting it again adds a backslash a quote, well under a fifth.
    sizeBytes += mutation.body.length * 1.2 + 1024;
    if (parcel.length > 0 && sizeBytes > PARCEL_BYTES) break;
    parcel.push(mutation);
  }
  return parcel;
}
