import { z } from 'zod';
import { MAX_SEALED_ENTRY_BYTES } from '../domain/entry';
import { draftSchema } from '../domain/journal-record';
import { mutationDraftSchema } from '../domain/mutation';
import { operatorSchema } from '../domain/operator';
import { loginSchema, nameSchema, pinSchema, sha256Schema, streamIdSchema } from '../domain/primitives';
import { enrolmentCodeSchema } from '../protocol/enrol';
import { openKeptRequestSchema, openKeptResponseSchema } from '../protocol/open-kept';
import { deskFailureSchema } from './desk-failure';
import { privateKeySchema, publicKeySchema } from '../seals/sealed-key';
import { deskStatusSchema } from './status';

const nothing = z.strictObject({});

/** A sealed entry with what surrounds it; its quotes double when it is quoted. A longer one is `tooLarge`, as is one that only the schema finds too long. */
const ENTRY_CALL_BYTES = 2 * MAX_SEALED_ENTRY_BYTES + 4000;

/** What the page needs to open and to seal; handed out at sign-on, kept in memory only. */
export const keyRingSchema = z.object({
  deskKey: privateKeySchema,
  siteKeys: z.array(privateKeySchema),
  centreKey: publicKeySchema,
});
export type KeyRing = Readonly<z.infer<typeof keyRingSchema>>;

/**
 * The one table of calls from the page to main. Every request is parsed by its schema and measured against `maxBytes`
 * (of its JSON text) inside the only wrapper; every answer is a `Result`.
 */
export const CALLS = {
  'desk.describe': {
    request: nothing,
    response: z.object({
      version: z.string(),
      enrolled: z.boolean(),
      deskName: z.string().nullable(),
      siteName: z.string().nullable(),
      serverUrl: z.string().nullable(),
      /** The last enrolment that failed, such as one by the command line; null when none did. */
      failedEnrolment: z.object({ serverUrl: z.string(), failure: deskFailureSchema }).nullable(),
      status: deskStatusSchema,
    }),
    maxBytes: 100,
  },
  'desk.enrol': {
    request: z.strictObject({ serverUrl: z.url({ protocol: /^https?$/ }), code: enrolmentCodeSchema, deskName: nameSchema }),
    response: nothing,
    maxBytes: 4000,
  },
  'session.signOn': {
    request: z.strictObject({ login: loginSchema, pin: pinSchema }),
    response: z.object({ operator: operatorSchema, keyRing: keyRingSchema, checkedBy: z.enum(['centre', 'desk']) }),
    maxBytes: 400,
  },
  'session.signOff': { request: nothing, response: nothing, maxBytes: 100 },
  /** Answers once the draft is on disk. */
  'draft.save': {
    request: draftSchema.omit({ capturedAt: true }),
    response: z.object({ revision: z.int() }),
    maxBytes: ENTRY_CALL_BYTES,
  },
  /** Answers once the mutation is on disk; only then may anything say "saved". The same id again gives the same answer. */
  'mutation.commit': {
    request: mutationDraftSchema,
    response: z.object({ streamId: streamIdSchema, seq: z.int() }),
    maxBytes: ENTRY_CALL_BYTES,
  },
  /** The sealed bytes of one page; fetched now when it is not cached and there is a link. */
  'document.read': {
    request: z.strictObject({ hash: sha256Schema }),
    response: z.object({ bytes: z.instanceof(Uint8Array) }),
    maxBytes: 200,
  },
  /** A kept entry and the winner, sealed by the centre to this desk: for a lead who is signed on here, with the centre in reach. */
  'kept.open': {
    request: openKeptRequestSchema.omit({ operatorId: true }),
    response: openKeptResponseSchema,
    maxBytes: 300,
  },
  /** Main answers with the event `logs.port`, carrying a port that speaks `shared/ipc/log-port.ts`. */
  'logs.attach': { request: nothing, response: nothing, maxBytes: 100 },
  /** What the self-check tells of disk and log; null where it cannot be looked at. */
  'desk.figures': {
    request: nothing,
    response: z.object({ freeBytes: z.number().nullable(), documentBytes: z.number().nullable(), logFolder: z.string() }),
    maxBytes: 100,
  },
  /** An item is open on screen, or none is: what would come between waits for its end. */
  'work.open': { request: z.strictObject({ isOpen: z.boolean() }), response: nothing, maxBytes: 100 },
  /** A lead who is signed on here says that the update that lies ready is to be installed now. */
  'update.install': { request: nothing, response: nothing, maxBytes: 100 },
  'sync.now': { request: nothing, response: nothing, maxBytes: 100 },
} as const;

export type Calls = typeof CALLS;
export type CallName = keyof Calls;
export type CallRequest<N extends CallName> = z.input<Calls[N]['request']>;
export type CallResponse<N extends CallName> = z.output<Calls[N]['response']>;

/** Events from main to the page. `logs.port` travels apart, as it carries a port. */
export const EVENTS = {
  'desk.status': deskStatusSchema,
} as const;
export type Events = typeof EVENTS;
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = z.output<Events[N]>;
