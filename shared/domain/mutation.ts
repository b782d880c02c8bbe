import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { MAX_SEALED_ENTRY_BYTES } from './entry';
import { epochSchema } from './epoch';
import { capturedAtSchema, idSchema, sha256Schema, streamIdSchema } from './primitives';
import { moveReasonSchema, rejectReasonSchema } from './reasons';

/** The version that this build writes in a mutation's `v`; the centre reads every version ever shipped. */
export const MUTATION_VERSION = 1;

const signed = {
  id: idSchema,
  v: z.int().min(1),
  /** Who did it. */
  operatorId: idSchema,
  capturedAt: capturedAtSchema,
  /** See `mutationHash`. */
  hash: sha256Schema,
};

/** An operator hands in an entry. */
export const submitEnvelopeSchema = z.object({
  ...signed,
  kind: z.literal('submit'),
  itemId: idSchema,
  /** The assignment that the work was done under. */
  epoch: epochSchema,
  pass: z.enum(['key']),
  formHash: sha256Schema,
  /** The entry sends its item back as not workable, and need not be complete. */
  rejectedFor: rejectReasonSchema.optional(),
});
export type SubmitEnvelope = Readonly<z.infer<typeof submitEnvelopeSchema>>;

/** An item as the lead saw it who moves it: it moves only while this still holds. */
export const movedItemSchema = z.object({
  itemId: idSchema,
  /** Whose it was; null when it was nobody's. */
  fromOperatorId: idSchema.nullable(),
  epoch: epochSchema,
});
export type MovedItem = Readonly<z.infer<typeof movedItemSchema>>;

/**
 * As many items as one mutation moves, so that what the centre writes of it fits into one transaction: per item a ledger
 * row, the item, its row on the floor, in the new queue, and the word to the former holder (`MAX_ROWS_A_TRANSACTION`).
 */
export const MAX_ITEMS_A_MOVE = 80;

/** A lead gives items to an operator, or to nobody. */
export const moveEnvelopeSchema = z.object({
  ...signed,
  kind: z.literal('move'),
  /** What was done in one go has one gesture: it is told of, and taken back, as one. */
  gestureId: idSchema,
  items: z.array(movedItemSchema).min(1).max(MAX_ITEMS_A_MOVE),
  toOperatorId: idSchema.nullable(),
  /** A hard move calls the items back: what is still keyed of them is kept, and never used by itself. */
  hard: z.boolean(),
  reason: moveReasonSchema,
});
export type MoveEnvelope = Readonly<z.infer<typeof moveEnvelopeSchema>>;

/** The readable part of a mutation that a desk may write: ids, kind, epoch, times and hashes, never a value. Those of the centre alone are in `centre-mutation.ts`. */
export const envelopeSchema = z.discriminatedUnion('kind', [submitEnvelopeSchema, moveEnvelopeSchema]);
export type Envelope = Readonly<z.infer<typeof envelopeSchema>>;

/** The items that a mutation is about. */
export function itemIdsOf(envelope: Envelope | MutationDraft | Mutation): readonly string[] {
  return envelope.kind === 'submit' ? [envelope.itemId] : envelope.items.map((each) => each.itemId);
}

const atTheDesk = { hash: true, capturedAt: true, v: true } as const;
/** The sealed entry, encoded once: an opaque string from here to the centre's ledger. */
const body = z.string().min(1).max(MAX_SEALED_ENTRY_BYTES);
export const submitDraftSchema = submitEnvelopeSchema.omit(atTheDesk).extend({ body });
export const moveDraftSchema = moveEnvelopeSchema.omit(atTheDesk);
export type SubmitDraft = Readonly<z.infer<typeof submitDraftSchema>>;
export type MoveDraft = Readonly<z.infer<typeof moveDraftSchema>>;
/** A mutation before it has a place in a stream: what the page hands to main. */
export const mutationDraftSchema = z.discriminatedUnion('kind', [submitDraftSchema, moveDraftSchema]);
export type MutationDraft = Readonly<z.infer<typeof mutationDraftSchema>>;

/** Place in its stream: from 1, without gaps. */
const seq = z.int().min(1);
const submitSchema = submitEnvelopeSchema.extend({ seq, body });
/** A mutation as it stands in the journal and travels in a push. */
export const mutationSchema = z.discriminatedUnion('kind', [submitSchema, moveEnvelopeSchema.extend({ seq })]);
export type Mutation = Readonly<z.infer<typeof mutationSchema>>;
export type SubmitMutation = Readonly<z.infer<typeof submitSchema>>;

/** A mutation's address: its stream and place there. */
export const placeSchema = z.strictObject({ streamId: streamIdSchema, seq: z.int().min(1) });
export type Place = Readonly<z.infer<typeof placeSchema>>;

type Unplaced<M> = M extends unknown ? Omit<M, 'hash' | 'seq'> : never;
/** A mutation before it has its hash and its place. */
export type UnplacedMutation = Unplaced<Mutation>;

/**
 * SHA-256 over what a mutation says, so that the same id with another content is noticed.
 *
 * `seq` and the stream are left out: a fork moves unsettled mutations to a new stream with their ids kept, and they
 * must stay the same mutations. The text hashed is a JSON array in the order written here.
 */
export function mutationHash(m: UnplacedMutation): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(m.kind === 'submit' ? submitParts(m) : moveParts(m)))));
}

function submitParts(m: Extract<UnplacedMutation, { kind: 'submit' }>): readonly unknown[] {
  return [
    m.id, m.v, m.kind, m.operatorId, m.itemId, m.epoch.term, m.epoch.seq, m.pass, m.formHash, ...timeParts(m), m.body,
    // Left out where there is none, so that the hashes of earlier mutations stay.
    ...(m.rejectedFor === undefined ? [] : [m.rejectedFor]),
  ];
}

function moveParts(m: Extract<UnplacedMutation, { kind: 'move' }>): readonly unknown[] {
  return [
    m.id, m.v, m.kind, m.operatorId, m.gestureId, m.toOperatorId, m.hard, m.reason, ...timeParts(m),
    m.items.map((each) => [each.itemId, each.fromOperatorId, each.epoch.term, each.epoch.seq]),
  ];
}

function timeParts({ capturedAt }: Pick<UnplacedMutation, 'capturedAt'>): readonly unknown[] {
  return [capturedAt.wallUtc, capturedAt.monotonicMs, capturedAt.bootId, capturedAt.offsetMs ?? null];
}
