import type { Failure, FailureKind } from '../shared/protocol/failure';

/** What came of something that can fail in an expected way. */
export type Result<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; failure: Failure }>;

export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** An expected failure, by kind and one English sentence. */
export function failed(
  kind: FailureKind,
  message: string,
  more: Readonly<{ retryAfterMs?: number; details?: string[] }> = {},
): Readonly<{ ok: false; failure: Failure }> {
  return { ok: false, failure: { kind, message, ...more } };
}
