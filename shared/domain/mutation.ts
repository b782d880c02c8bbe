import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { MAX_SEALED_ENTRY_BYTES } from './entry';
import { epochSchema } from './epoch';
import { capturedAtSchema, idSchema, sha256Schema, streamIdSchema } from './primitives';
import { rejectReasonSchema } from './reasons';

/** The version that this build writes in a mutation's `v`; the centre reads every version ever shipped. */
export const MUTATION_VERSION = 1;

/** Kinds that a desk may write. Those of the centre alone are in `centre-mutation.ts`. */
export const deskKindSchema = z.enum(['submit']);

/** The readable part of a mutation: ids, kind, epoch, times and hashes, never a value. */
export const envelopeSchema = z.object({
  id: idSchema,
  v: z.int().min(1),
  kind: deskKindSchema,
  operatorId: idSchema,
  itemId: idSchema,
  /** The assignment that the work was done under. */
  epoch: epochSchema,
  pass: z.enum(['key']),
  formHash: sha256Schema,
  /** The entry sends its item back as not workable, and need not be complete. */
  rejectedFor: rejectReasonSchema.optional(),
  capturedAt: capturedAtSchema,
  /** See `mutationHash`. */
  hash: sha256Schema,
});
export type Envelope = Readonly<z.infer<typeof envelopeSchema>>;

/** A mutation before it has a place in a stream: what the page hands to main. */
export const mutationDraftSchema = envelopeSchema.omit({ hash: true, capturedAt: true, v: true }).extend({
  /** The sealed entry, encoded once: an opaque string from here to the centre's ledger. */
  body: z.string().min(1).max(MAX_SEALED_ENTRY_BYTES),
});
export type MutationDraft = Readonly<z.infer<typeof mutationDraftSchema>>;

/** A mutation as it stands in the journal and travels in a push. */
export const mutationSchema = envelopeSchema.extend({
  /** Place in its stream: from 1, without gaps. */
  seq: z.int().min(1),
  body: z.string().min(1).max(MAX_SEALED_ENTRY_BYTES),
});
export type Mutation = Readonly<z.infer<typeof mutationSchema>>;

/** A mutation's address: its stream and place there. */
export const placeSchema = z.strictObject({ streamId: streamIdSchema, seq: z.int().min(1) });
export type Place = Readonly<z.infer<typeof placeSchema>>;

type Hashed = Omit<Mutation, 'hash' | 'seq'>;

/**
 * SHA-256 over what a mutation says, so that the same id with another content is noticed.
 *
 * `seq` and the stream are left out: a fork moves unsettled mutations to a new stream with their ids kept, and they
 * must stay the same mutations. The text hashed is a JSON array in the order written here.
 */
export function mutationHash(m: Hashed): string {
  const text = JSON.stringify([
    m.id, m.v, m.kind, m.operatorId, m.itemId, m.epoch.term, m.epoch.seq, m.pass, m.formHash,
    m.capturedAt.wallUtc, m.capturedAt.monotonicMs, m.capturedAt.bootId, m.capturedAt.offsetMs ?? null,
    m.body,
    // Left out where there is none, so that the hashes of earlier mutations stay.
    ...(m.rejectedFor === undefined ? [] : [m.rejectedFor]),
  ]);
  return bytesToHex(sha256(utf8ToBytes(text)));
}
