import { z } from 'zod';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A P-256 public key as a JWK with its id; the id is the key's RFC 7638 thumbprint. */
export const publicKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
  kid: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type PublicKey = Readonly<z.infer<typeof publicKeySchema>>;

/** Its private half. Never in a log, an envelope or a message to the centre. */
export const privateKeySchema = publicKeySchema.extend({ d: coordinate });
export type PrivateKey = Readonly<z.infer<typeof privateKeySchema>>;

/** The public half of a private key. */
export function publicHalf(key: PrivateKey): PublicKey {
  return { kty: key.kty, crv: key.crv, x: key.x, y: key.y, kid: key.kid };
}
