import { z } from 'zod';
import { idSchema, sha256Schema, utcSchema } from '../domain/primitives';
import { ringSchema } from './ring';
import { versionSchema } from './version-number';

/** The system and the processor that a desk runs on, by Node's names. */
export const platformSchema = z.enum(['linux', 'win32', 'darwin']);
export const archSchema = z.enum(['x64', 'arm64']);

/** How a desk was installed, and so what it is updated from. */
export const targetSchema = z.enum(['AppImage', 'deb', 'nsis', 'zip']);
export type Target = z.infer<typeof targetSchema>;

/** What a desk runs on and how it was installed there. */
export const buildSchema = z.object({ platform: platformSchema, arch: archSchema, target: targetSchema });
export type Build = Readonly<z.infer<typeof buildSchema>>;

/** An artifact may be at most this large. */
export const MAX_ARTIFACT_BYTES = 1024 * 1024 * 1024;

export const artifactSchema = buildSchema.extend({
  fileName: z.string().regex(/^[\w][\w.+-]{0,199}$/, 'must be a plain file name'),
  sizeBytes: z.int().min(1).max(MAX_ARTIFACT_BYTES),
  sha256: sha256Schema,
}).strict();
export type Artifact = Readonly<z.infer<typeof artifactSchema>>;

/**
 * What is signed of a release: everything that a desk goes by.
 *
 * It travels as a compact JWS (ES256) whose payload is this as JSON. The schema is strict: a field that this version does
 * not know may forbid what it would do.
 */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  product: z.literal('keyroom'),
  version: versionSchema,
  /** Desks take releases of their own channel only. */
  channel: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  /** Ids of the sites that may have it. */
  sites: z.union([z.literal('all'), z.array(idSchema).min(1).max(10_000)]),
  /** The widest ring that it may go to. */
  ring: ringSchema,
  /** Is to be installed within a day, not a week. */
  critical: z.boolean(),
  issuedAtUtc: utcSchema,
  notBeforeUtc: utcSchema,
  expiresAtUtc: utcSchema,
  /** The oldest version that it may be installed over. */
  oldestFrom: versionSchema,
  /** The oldest format of a profile whose desks can read what this version leaves behind; a desk with an older one could not go back. */
  lowestIndexVersion: z.int().min(1).max(1_000_000),
  artifacts: z.array(artifactSchema).min(1).max(32),
}).refine(({ notBeforeUtc, expiresAtUtc, issuedAtUtc }) => notBeforeUtc < expiresAtUtc && issuedAtUtc < expiresAtUtc, 'must not expire before it begins')
  .refine(({ artifacts }) => new Set(artifacts.map(buildName)).size === artifacts.length, 'must have one artifact a build');
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** A signed manifest may be at most this long. */
export const MAX_SIGNED_MANIFEST_CHARS = 512 * 1024;

/** Such as `linux-x64-AppImage`. */
export function buildName({ platform, arch, target }: Build): string {
  return `${platform}-${arch}-${target}`;
}

/** Names of artifacts that do not say the version of their release: they are files of another one. */
export function filesOfOthers({ version, artifacts }: Manifest): readonly string[] {
  return artifacts.map(({ fileName }) => fileName).filter((fileName) => !fileName.startsWith(`keyroom-${version}-`));
}

/** The artifact for desks of this build; null where there is none. */
export function artifactFor({ artifacts }: Manifest, build: Build): Artifact | null {
  return artifacts.find((each) => buildName(each) === buildName(build)) ?? null;
}
