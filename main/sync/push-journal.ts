import { formForCentre } from '../../shared/domain/form-for-centre';
import type { Mutation } from '../../shared/domain/mutation';
import type { Outcome } from '../../shared/domain/outcome';
import type { Failure } from '../../shared/protocol/failure';
import { PUSH_MAX_BYTES, pushAnswerSchema, type PushAnswer } from '../../shared/protocol/push';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { CentreAnswers } from './centre-link';
import type { Journal } from './journal';
import { note, type Pace } from './pace';

/** How far the centre has answered in the present stream. Kept in memory only: pushing again does no harm. */
export type Answered = { streamId: string; upTo: number };

/** Room for what surrounds the mutations in a request. */
const PARCEL_BYTES = PUSH_MAX_BYTES - 64 * 1024;

/**
 * Pushes everything above what was answered, in parcels, to a centre of this version. Outcomes settle nothing: only a pull does.
 *
 * Every round gets further, goes back to fill a gap, or moves to a new stream, and moves at most once: a centre that
 * answers without sense is `notKeyroom`, to be tried again later, not at once and for ever.
 */
export async function pushJournal(journal: Journal, link: CentreAnswers, answered: Answered, pace: Pace, version: number): Promise<Result<void, Failure>> {
  let moved = false;
  for (;;) {
    if (answered.streamId !== journal.currentStreamId) Object.assign(answered, { streamId: journal.currentStreamId, upTo: 0 });
    const parcel = parcelOf(knownTo(version, journal.above(answered.upTo)), pace.portion.size);
    if (parcel.length === 0) return done(undefined);
    const body = { streamId: journal.currentStreamId, mutations: parcel };
    const answer = await link.json({ method: 'POST', path: '/v1/push', body, version, signal: pace.signal }, pushAnswerSchema);
    note(answer, pace);
    if (!answer.ok) return answer;
    const { upTo, stop } = read(answer.value, parcel);
    if (stop === null && upTo === null) return failed(senseless('none of the mutations that it was sent'));
    answered.upTo = upTo ?? answered.upTo;
    if (stop === null) continue;
    if (stop.kind === 'gap' && parcel.some((m) => m.seq === stop.resendFrom)) return failed(senseless('a gap where there is none'));
    if (stop.kind === 'gap' && journal.above(stop.resendFrom - 1)[0]?.seq === stop.resendFrom) {
      answered.upTo = stop.resendFrom - 1;
      continue;
    }
    // What this stream lacks is not to be had here, or it is not ours alone.
    if (moved) return failed(senseless('two streams in a row'));
    await journal.moveToNewStream();
    moved = true;
  }
}

type Stop = Extract<Outcome, { kind: 'gap' | 'fork' }>;

/** How far a parcel was answered for, and what stopped it there. */
function read({ outcomes }: PushAnswer, parcel: readonly Mutation[]): { upTo: number | null; stop: Stop | null } {
  const outcomeOf = new Map(outcomes.map(({ id, outcome }) => [id, outcome]));
  let upTo: number | null = null;
  for (const { id, seq } of parcel) {
    const outcome = outcomeOf.get(id);
    if (outcome === undefined) break;
    if (outcome.kind === 'gap' || outcome.kind === 'fork') return { upTo, stop: outcome };
    upTo = seq;
  }
  return { upTo, stop: null };
}

function senseless(what: string): Failure {
  return { kind: 'notKeyroom', message: `the centre answers for ${what}` };
}

/** What stands before the first that has to be made ready for a centre of this version: it was committed a moment ago. */
function knownTo(version: number, mutations: readonly Mutation[]): readonly Mutation[] {
  const first = mutations.findIndex((mutation) => formForCentre(mutation, version) !== mutation);
  return first < 0 ? mutations : mutations.slice(0, first);
}

/** An item of a move: two ids and an epoch as JSON. */
const MOVED_ITEM_BYTES = 150;

function parcelOf(mutations: readonly Mutation[], atMost: number): readonly Mutation[] {
  const parcel: Mutation[] = [];
  let sizeBytes = 0;
  for (const mutation of mutations.slice(0, atMost)) {
    // A body is ASCII (base64 inside JSON); quoting it again adds a backslash a quote, well under a fifth.
    sizeBytes += textLengthOf(mutation) * 1.2 + 1024;
    if (parcel.length > 0 && sizeBytes > PARCEL_BYTES) break;
    parcel.push(mutation);
  }
  return parcel;
}

/** About as many characters as it takes beside its ids and times. */
function textLengthOf(mutation: Mutation): number {
  switch (mutation.kind) {
    case 'submit':
      return mutation.body.length;
    case 'move':
      return mutation.items.length * MOVED_ITEM_BYTES;
    case 'judge':
    case 'ask':
      return 0;
    case 'session':
      return mutation.note?.length ?? 0;
    default:
      return mutation satisfies never;
  }
}
