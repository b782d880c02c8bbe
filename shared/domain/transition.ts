import type { CentreMutation } from './centre-mutation';
import { compareEpochs, FIRST_EPOCH, type Epoch } from './epoch';
import type { Item, SettledBy } from './item';
import type { SubmitEnvelope } from './mutations/submit';
import type { KeptReason, RefusedReason } from './outcome';

/** Rows of the same snapshot that a transition may look at. */
export type TransitionContext = Readonly<{
  /** The desk that the mutation came from; for a centre's mutation it is not looked at. */
  deskId: string;
  deskState: 'active' | 'revoked';
  operatorState: 'active' | 'revoked';
}>;

export type TransitionResult =
  | Readonly<{ kind: 'applied'; item: Item }>
  | Readonly<{ kind: 'kept'; reason: KeptReason; item: Item }>
  | Readonly<{ kind: 'refused'; reason: RefusedReason }>;

/**
 * What a mutation makes of an item: final at the centre, a forecast elsewhere.
 *
 * Pure: reads envelopes, never values, and has neither clock nor draw. `item` is null before the item was admitted.
 * Tokens decide (design, rule 5): the first entry at or above `minEpoch` wins, every other is kept.
 */
export function transition(
  item: Item | null,
  mutation: SubmitEnvelope | CentreMutation,
  context: TransitionContext,
): TransitionResult {
  switch (mutation.kind) {
    case 'admit':
      return admit(item, mutation);
    case 'assign':
      return assign(item, mutation);
    case 'submit':
      return submit(item, mutation, context);
    case 'judged':
      return judged(item, mutation);
    case 'shown':
      return item === null ? { kind: 'refused', reason: 'unknownItem' } : { kind: 'applied', item };
    default:
      return unreachable(mutation);
  }
}

function admit(item: Item | null, m: Extract<CentreMutation, { kind: 'admit' }>): TransitionResult {
  if (item !== null) return { kind: 'refused', reason: 'idReused' };
  return {
    kind: 'applied',
    item: {
      id: m.itemId, siteId: m.siteId, batchId: m.batchId, position: m.position, source: m.source, pages: m.pages,
      ...(m.zones === undefined ? {} : { zones: m.zones }),
      formHash: m.formHash, dueAtUtc: m.dueAtUtc, state: 'open', pass: 'key', assignedTo: null,
      epoch: FIRST_EPOCH, minEpoch: FIRST_EPOCH, holders: [], settledBy: null, kept: [], standings: [],
    },
  };
}

function assign(item: Item | null, m: Extract<CentreMutation, { kind: 'assign' }>): TransitionResult {
  if (item === null) return { kind: 'refused', reason: 'unknownItem' };
  if (compareEpochs(m.epoch, item.epoch) <= 0) return { kind: 'refused', reason: 'notAssigned' };
  const minEpoch = later(item.minEpoch, m.minEpoch);
  const holders = holdersUpTo(item).filter((each) => compareEpochs(each.epoch, minEpoch) >= 0);
  return { kind: 'applied', item: { ...item, assignedTo: m.toOperatorId, epoch: m.epoch, minEpoch, holders } };
}

/** The former holders and, at the end, the present one. */
function holdersUpTo({ holders, assignedTo, epoch }: Item): Item['holders'] {
  return assignedTo === null ? holders : [...holders, { epoch, operatorId: assignedTo }];
}

function submit(item: Item | null, m: SubmitEnvelope, context: TransitionContext): TransitionResult {
  if (item === null) return { kind: 'refused', reason: 'unknownItem' };
  if (!mayHaveHeld(item, m)) return { kind: 'refused', reason: 'notAssigned' };
  const reason = keptReason(item, m, context);
  if (reason !== undefined) return { kind: 'kept', reason, item: { ...item, kept: [...item.kept, m.id] } };
  return {
    kind: 'applied',
    item: {
      ...item,
      state: 'done',
      settledBy: {
        mutationId: m.id, operatorId: m.operatorId, deskId: context.deskId, epoch: m.epoch, capturedAt: m.capturedAt,
        ...(m.rejectedFor === undefined ? {} : { rejectedFor: m.rejectedFor }),
      },
    },
  };
}

/**
 * Whether the item was this operator's under the epoch that they name. Who held it below `minEpoch` is not known any
 * more; what comes from there is kept at most.
 */
function mayHaveHeld(item: Item, m: SubmitEnvelope): boolean {
  const holder = holdersUpTo(item).find((each) => compareEpochs(each.epoch, m.epoch) === 0);
  if (holder !== undefined) return holder.operatorId === m.operatorId;
  // The first epoch and those before it were nobody's.
  const past = compareEpochs(m.epoch, FIRST_EPOCH) > 0 && compareEpochs(m.epoch, item.epoch) < 0;
  return past && compareEpochs(m.epoch, item.minEpoch) < 0;
}

/** A lead's verdict on a kept entry; it stays among the kept unless it is promoted, and then the winner before it takes its place there. */
function judged(item: Item | null, { verdict, entry, byLead: { operatorId: byOperatorId } }: Extract<CentreMutation, { kind: 'judged' }>): TransitionResult {
  if (item === null) return { kind: 'refused', reason: 'unknownItem' };
  if (!item.kept.includes(entry.mutationId)) return { kind: 'refused', reason: 'notAssigned' };
  const others = item.standings.filter(({ mutationId }) => mutationId !== entry.mutationId);
  if (verdict === 'promote') return { kind: 'applied', item: promoted({ ...item, standings: others }, entry, byOperatorId) };
  return { kind: 'applied', item: { ...item, standings: [...others, { mutationId: entry.mutationId, standing: verdict, byOperatorId }] } };
}

function promoted(item: Item, entry: SettledBy, byOperatorId: string): Item {
  const before = item.settledBy?.mutationId;
  const kept = item.kept.filter((id) => id !== entry.mutationId);
  const won = { ...item, state: 'done' as const, settledBy: entry };
  if (before === undefined) return { ...won, kept };
  return { ...won, kept: [...kept, before], standings: [...item.standings, { mutationId: before, standing: 'replaced', byOperatorId }] };
}

function keptReason(item: Item, m: SubmitEnvelope, context: TransitionContext): KeptReason | undefined {
  if (context.deskState === 'revoked' || context.operatorState === 'revoked') return 'revoked';
  if (m.formHash !== item.formHash) return 'otherForm';
  if (compareEpochs(m.epoch, item.minEpoch) < 0) return 'belowMinEpoch';
  if (item.state === 'done') return 'alreadyDone';
  return undefined;
}

function later(a: Epoch, b: Epoch): Epoch {
  return compareEpochs(a, b) >= 0 ? a : b;
}

function unreachable(value: never): never {
  throw new Error(`unknown mutation ${JSON.stringify(value)}`);
}
