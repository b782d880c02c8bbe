import { z } from 'zod';

/** What a caller should do after a failure. */
export type Retry =
  /** Try again later by itself, with backoff. */
  | 'backoff'
  /** Get a fresh token, then once more. */
  | 'reauthenticate'
  /** Nothing will change by itself: a person has to act. */
  | 'never';

/** Every way in which a request can fail: the closed list of both ends, with what follows. Whether to retry is read here only. */
export const RETRY_BY_KIND = {
  /** No answer: no link, or it broke. Made up by the caller, never sent. */
  unreachable: 'backoff',
  /** An answer that does not fit the protocol: a proxy's page, another server. Made up by the caller. */
  notKeyroom: 'backoff',
  /** The centre is up but cannot serve now. */
  unavailable: 'backoff',
  /** Too many requests; obey `retryAfterMs`. */
  rateLimited: 'backoff',
  /** A broken invariant at the centre. */
  internal: 'backoff',
  /** The token is missing, wrong or run out. */
  unauthenticated: 'reauthenticate',
  /** The desk was revoked; at sign-on the desk or the operator. */
  revoked: 'never',
  /** Signed in, but not for this site or role. */
  forbidden: 'never',
  /** The request does not fit its schema. */
  badRequest: 'never',
  /** Larger than the route takes. */
  tooLarge: 'never',
  notFound: 'never',
  /** The name or the delivery is there already. */
  conflict: 'never',
  /** The centre does not speak this protocol version. */
  versionUnknown: 'never',
  /** The enrolment code is unknown, used or run out. */
  codeInvalid: 'never',
  /** No such operator at this site, or not this PIN. */
  wrongPin: 'never',
  /** Only for whoever has signed on at this desk with the centre in reach, not long ago. */
  signOnNeeded: 'never',
  /** Too many wrong PINs; obey `retryAfterMs`. */
  lockedOut: 'never',
  /** A delivery has faults; `details` lists them. */
  deliveryRefused: 'never',
} as const satisfies Record<string, Retry>;

export type FailureKind = keyof typeof RETRY_BY_KIND;

export const failureKindSchema = z.enum(Object.keys(RETRY_BY_KIND) as [FailureKind, ...FailureKind[]]);

/** The body of every answer that is not a success. */
export const failureSchema = z.object({
  error: z.object({
    kind: failureKindSchema,
    /** One English sentence for whoever reads a log or a command line; the desk words it by `kind`. */
    message: z.string(),
    retryAfterMs: z.int().min(0).optional(),
    details: z.array(z.string()).optional(),
  }),
});
export type Failure = Readonly<z.infer<typeof failureSchema>['error']>;

/** The HTTP status that each kind travels under. */
export const STATUS_BY_KIND: Readonly<Record<FailureKind, number>> = {
  unreachable: 503, notKeyroom: 502, unavailable: 503, rateLimited: 429, internal: 500, unauthenticated: 401,
  revoked: 403, forbidden: 403, badRequest: 400, tooLarge: 413, notFound: 404, conflict: 409, versionUnknown: 426,
  codeInvalid: 403, wrongPin: 403, signOnNeeded: 403, lockedOut: 429, deliveryRefused: 422,
};
