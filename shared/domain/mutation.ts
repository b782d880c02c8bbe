import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { askDraftSchema, askEnvelopeSchema, askParts, askSchema } from './mutations/ask';
import { judgeDraftSchema, judgeEnvelopeSchema, judgeParts, judgeSchema } from './mutations/judge';
import { moveDraftSchema, moveEnvelopeSchema, moveParts, moveSchema } from './mutations/move';
import { sessionDraftSchema, sessionEnvelopeSchema, sessionMutationSchema, sessionParts } from './mutations/session';
import { submitDraftSchema, submitEnvelopeSchema, submitParts, submitSchema } from './mutations/submit';
import type { Unplaced } from './mutations/signed';
import { streamIdSchema } from './primitives';

/** The readable part of a mutation that a desk may write: ids, kind, epoch, times and hashes, never a value. Those of the centre alone are in `centre-mutation.ts`. */
export const envelopeSchema = z.discriminatedUnion('kind', [submitEnvelopeSchema, moveEnvelopeSchema, judgeEnvelopeSchema, sessionEnvelopeSchema, askEnvelopeSchema]);
export type Envelope = Readonly<z.infer<typeof envelopeSchema>>;

/** A mutation before it has a place in a stream: what the page hands to main. */
export const mutationDraftSchema = z.discriminatedUnion('kind', [submitDraftSchema, moveDraftSchema, judgeDraftSchema, sessionDraftSchema, askDraftSchema]);
export type MutationDraft = Readonly<z.infer<typeof mutationDraftSchema>>;

/** A mutation as it stands in the journal and travels in a push. */
export const mutationSchema = z.discriminatedUnion('kind', [submitSchema, moveSchema, judgeSchema, sessionMutationSchema, askSchema]);
export type Mutation = Readonly<z.infer<typeof mutationSchema>>;

/** The items that a mutation is about. */
export function itemIdsOf(mutation: Envelope | MutationDraft | Mutation): readonly string[] {
  switch (mutation.kind) {
    case 'submit':
    case 'judge':
      return [mutation.itemId];
    case 'move':
      return mutation.items.map((each) => each.itemId);
    case 'session':
    case 'ask':
      return [];
    default:
      return unreachable(mutation);
  }
}

/** The readable part of a mutation, as the ledger keeps it beside the whole. */
export function envelopeOf(mutation: Mutation): Envelope {
  // The schema of its kind takes what it knows and leaves place and body.
  return envelopeSchema.parse(mutation);
}

/** A mutation's address: its stream and place there. */
export const placeSchema = z.strictObject({ streamId: streamIdSchema, seq: z.int().min(1) });
export type Place = Readonly<z.infer<typeof placeSchema>>;

export type UnplacedMutation = Unplaced<Mutation>;

/**
 * SHA-256 over what a mutation says, so that the same id with another content is noticed.
 *
 * `seq` and the stream are left out: a fork moves unsettled mutations to a new stream with their ids kept, and they
 * must stay the same mutations. The text hashed is a JSON array in the order that the mutation's kind gives.
 */
export function mutationHash(mutation: UnplacedMutation): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(partsOf(mutation)))));
}

function partsOf(mutation: UnplacedMutation): readonly unknown[] {
  switch (mutation.kind) {
    case 'submit':
      return submitParts(mutation);
    case 'move':
      return moveParts(mutation);
    case 'judge':
      return judgeParts(mutation);
    case 'session':
      return sessionParts(mutation);
    case 'ask':
      return askParts(mutation);
    default:
      return unreachable(mutation);
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown mutation ${JSON.stringify(value)}`);
}
