import { z } from 'zod';
import { capturedAtSchema, idSchema, sha256Schema, type CapturedAt } from '../primitives';

/** The version that this build writes in a mutation's `v`; the centre reads every version ever shipped. */
export const MUTATION_VERSION = 1;

/** What every mutation of a desk says. */
export const signed = {
  id: idSchema,
  v: z.int().min(1),
  /** Who did it. */
  operatorId: idSchema,
  capturedAt: capturedAtSchema,
  /** See `mutationHash`. */
  hash: sha256Schema,
};

/** What main adds to a draft when it takes its place in a stream. */
export const atTheDesk = { hash: true, capturedAt: true, v: true } as const;

/** Place in its stream: from 1, without gaps. */
export const seqSchema = z.int().min(1);

/** A mutation before it has its hash and its place. */
export type Unplaced<M> = M extends unknown ? Omit<M, 'hash' | 'seq'> : never;

/** A time as it is hashed. */
export function timeParts({ capturedAt }: Readonly<{ capturedAt: CapturedAt }>): readonly unknown[] {
  return [capturedAt.wallUtc, capturedAt.monotonicMs, capturedAt.bootId, capturedAt.offsetMs ?? null];
}
