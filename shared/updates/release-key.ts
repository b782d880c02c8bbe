import { z } from 'zod';

/** The public half of a key that releases are signed with. */
export const releaseKeySchema = z.object({
  kty: z.literal('EC'), crv: z.literal('P-256'), kid: z.string().min(1).max(100), x: z.string(), y: z.string(),
});
export type ReleaseKey = Readonly<z.infer<typeof releaseKeySchema>>;

/** The keys that a build trusts; several while one takes over from another. None: the build does not update itself. */
export const releaseKeysSchema = z.object({
  channel: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  keys: z.array(releaseKeySchema).max(8),
});
export type ReleaseKeys = Readonly<z.infer<typeof releaseKeysSchema>>;
