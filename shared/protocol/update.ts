import { z } from 'zod';
import { utcSchema } from '../domain/primitives';
import { buildSchema, MAX_SIGNED_MANIFEST_CHARS } from '../updates/manifest';
import { ringSchema } from '../updates/ring';
import { versionSchema } from '../updates/version-number';

/** Why a desk went back to the version before. */
export const rolledBackForSchema = z.enum([
  /** The new version ended before it had proved itself. */
  'crashed',
  /** No window was shown in time. */
  'noWindow',
  /** It read the journal otherwise than the version before. */
  'journalDiffers',
  /** It could not sync where the version before could. */
  'noSync',
  /** Installing failed. */
  'notInstalled',
]);
export type RolledBackFor = z.infer<typeof rolledBackForSchema>;

/** What became of the last update of a desk. */
export const updateOutcomeSchema = z.object({
  version: versionSchema,
  atUtc: utcSchema,
  /** Null: it proved itself. */
  rolledBackFor: rolledBackForSchema.nullable(),
});
export type UpdateOutcome = Readonly<z.infer<typeof updateOutcomeSchema>>;

/** `POST /v1/update` with a desk's token: what the desk runs and how it is; what is due there. */
export const updateRequestSchema = z.object({
  version: versionSchema,
  /** Since when it runs this version. */
  sinceUtc: utcSchema,
  /** Null where this build is not one that updates itself. */
  build: buildSchema.nullable(),
  /** Entries, moves and judgements that the centre has not answered for. */
  unsettledCount: z.int().min(0),
  /** What became of the last update; told until the next one. */
  outcome: updateOutcomeSchema.nullable(),
  /** Versions that did not prove themselves at this desk. */
  failedVersions: z.array(versionSchema).max(100),
});
export type UpdateRequest = Readonly<z.infer<typeof updateRequestSchema>>;

export const updateResponseSchema = z.object({
  /** The ring that the desk is of. */
  ring: ringSchema,
  /** The signed manifest of the version that is due here; null where the desk is to stay as it is. */
  due: z.string().max(MAX_SIGNED_MANIFEST_CHARS).nullable(),
  /** The signed manifest of the version that the desk runs, where the centre has it: what it would go back to; null otherwise. */
  running: z.string().max(MAX_SIGNED_MANIFEST_CHARS).nullable(),
  /** The most that fetching ahead, of releases and documents, may take of this desk's link; null for no limit. */
  budgetBytesPerS: z.int().min(1024).nullable(),
});
export type UpdateResponse = Readonly<z.infer<typeof updateResponseSchema>>;

/**
 * `GET /v1/releases/:sha256` with a desk's token: an artifact by the SHA-256 of its bytes.
 *
 * Takes `Range: bytes=N-M` and answers 206. Any that the centre holds: what a desk may install, it weighs itself.
 */
export const ARTIFACT_MEDIA_TYPE = 'application/octet-stream';

/** An artifact is asked for in pieces of at most so many bytes. */
export const PIECE_BYTES = 1024 * 1024;
