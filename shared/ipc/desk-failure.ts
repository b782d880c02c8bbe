import { z } from 'zod';
import { failureKindSchema } from '../protocol/failure';

/** Failures that arise at the desk itself, beside those of the protocol. */
export const deskFailureKindSchema = z.enum([
  ...failureKindSchema.options,
  /** The profile has no enrolment yet. */
  'notEnrolled',
  /** No link, and this operator has not signed on at this desk before. */
  'unknownOffline',
  /** Nobody is signed on, or somebody else is. */
  'notSignedOn',
  /** The disk is full: nothing was saved. */
  'diskFull',
  /** The disk refuses to write: nothing was saved. */
  'diskFailing',
  /** The document is not here and cannot be had now. */
  'documentNotHere',
  /** The caller or the message is not of the table. */
  'ipcRefused',
]);
export type DeskFailureKind = z.infer<typeof deskFailureKindSchema>;

export const deskFailureSchema = z.object({
  kind: deskFailureKindSchema,
  retryAfterMs: z.int().min(0).optional(),
});
export type DeskFailure = Readonly<z.infer<typeof deskFailureSchema>>;

/** A value or an expected failure; what every call gives. */
export type Result<T, F = DeskFailure> =
  | Readonly<{ ok: true; value: T }>
  | Readonly<{ ok: false; failure: F }>;

export function done<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function failed<F>(failure: F): Result<never, F> {
  return { ok: false, failure };
}
