import { z } from 'zod';
import { idSchema, nameSchema, utcSchema } from '../domain/primitives';
import { buildSchema, MAX_SIGNED_MANIFEST_CHARS } from '../updates/manifest';
import { ringSchema } from '../updates/ring';
import { versionSchema } from '../updates/version-number';
import { updateOutcomeSchema } from './update';

/** What the centre's command line says of releases. */
export const addReleaseSchema = z.strictObject({ signed: z.string().max(MAX_SIGNED_MANIFEST_CHARS) });
export const addedReleaseSchema = z.object({ version: versionSchema, isNew: z.boolean() });
export type AddedRelease = Readonly<z.infer<typeof addedReleaseSchema>>;

export const heldArtifactSchema = z.object({ isHere: z.boolean() });

export const promoteReleaseSchema = z.strictObject({
  version: versionSchema,
  ring: ringSchema,
  /** All sites where it is left out. */
  site: nameSchema.optional(),
  /** Does not wait for narrower rings. */
  unproved: z.boolean().default(false),
  /** Lets a halted one go out again. */
  resume: z.boolean().default(false),
});
export type PromoteRelease = Readonly<z.output<typeof promoteReleaseSchema>>;
export const promotedReleaseSchema = z.object({
  version: versionSchema,
  ring: ringSchema,
  /** Sites at which another ring, which was said of the site by name, goes on holding. */
  keptAt: z.array(z.object({ site: z.string(), ring: ringSchema })),
  /** It is due in the lab, and there is no desk in it. */
  isLabEmpty: z.boolean(),
});
export type PromotedRelease = Readonly<z.infer<typeof promotedReleaseSchema>>;

const haltedSchema = z.object({ atUtc: utcSchema, why: z.string() });
export const haltReleaseSchema = z.strictObject({
  version: versionSchema,
  /** Takes the place of the reason of one that is halted already. */
  why: nameSchema.optional(),
});
export const haltedReleaseSchema = z.object({
  version: versionSchema,
  /** Since when and why it was halted already; null where it was not. */
  before: haltedSchema.nullable(),
});
export type HaltedRelease = Readonly<z.infer<typeof haltedReleaseSchema>>;

export const removeReleaseSchema = z.strictObject({ version: versionSchema });
export const removedReleaseSchema = z.object({ version: versionSchema, freedBytes: z.int().min(0) });
export type RemovedRelease = Readonly<z.infer<typeof removedReleaseSchema>>;

export const releaseStandingSchema = z.object({
  version: versionSchema,
  /** Whether its artifacts are at the centre; false once they were removed. */
  isHere: z.boolean(),
  addedAtUtc: utcSchema,
  halted: haltedSchema.nullable(),
  /** What its manifest says; null where that cannot be read any more. */
  signedAs: z.object({ channel: z.string(), issuedAtUtc: utcSchema }).nullable(),
  promotions: z.array(z.object({ ring: ringSchema, site: z.string().nullable(), atUtc: utcSchema })),
});
export type ReleaseStanding = Readonly<z.infer<typeof releaseStandingSchema>>;
export const releasesSchema = z.object({ releases: z.array(releaseStandingSchema) });

export const siteDeskSchema = z.object({
  site: z.string(), siteId: idSchema, desk: z.string(), deskId: idSchema, ring: ringSchema,
  /** Null where the desk has not told of itself yet. */
  report: z.object({
    version: versionSchema, sinceUtc: utcSchema, heardAtUtc: utcSchema, build: buildSchema.nullable(), unsettledCount: z.int(),
    outcome: updateOutcomeSchema.nullable(), failedVersions: z.array(versionSchema),
  }).nullable(),
});
export type SiteDesk = Readonly<z.infer<typeof siteDeskSchema>>;
export const siteDesksSchema = z.object({ desks: z.array(siteDeskSchema) });

/** Null takes the desk out of the ring that it was put into. */
export const deskRingSchema = z.strictObject({ site: nameSchema, desk: nameSchema, ring: z.enum(['lab', 'pilot']).nullable() });
export type DeskRing = Readonly<z.infer<typeof deskRingSchema>>;
export const deskRingResponseSchema = z.object({
  deskId: idSchema,
  /** Null where nothing was heard of the desk yet. */
  updatesItself: z.boolean().nullable(),
});
export type DeskRingResponse = Readonly<z.infer<typeof deskRingResponseSchema>>;

/** Null for no limit. */
export const linkBudgetSchema = z.strictObject({ site: nameSchema, bytesPerS: z.int().min(1024).max(1024 ** 3).nullable() });
export const linkBudgetResponseSchema = z.object({ siteId: idSchema });
