import { base64url, compactDecrypt, CompactEncrypt } from 'jose';
import { privateKeySchema, type PrivateKey, type PublicKey } from './sealed-key';

/**
 * Wraps a small secret to one recipient as a compact JWE, its `kid` in the header.
 *
 * `ECDH-ES` agrees on the key directly: the WebCrypto of Electron's main process has no AES-KW.
 */
async function wrap(secret: Uint8Array, recipient: PublicKey): Promise<string> {
  return new CompactEncrypt(secret)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: recipient.kid })
    .encrypt({ ...recipient });
}

/** Wraps a batch's source key (32 bytes) to a site's key. */
export async function wrapSourceKey(sourceKey: Uint8Array, site: PublicKey): Promise<string> {
  return wrap(new TextEncoder().encode(base64url.encode(sourceKey)), site);
}

/** Opens a batch's source key. Throws when the key is not the one that it was wrapped to. */
export async function openSourceKey(wrapped: string, site: PrivateKey): Promise<Uint8Array> {
  const { plaintext } = await compactDecrypt(wrapped, { ...site });
  return base64url.decode(new TextDecoder().decode(plaintext));
}

/** Wraps a site's private key to an enrolled desk. */
export async function wrapSiteKey(siteKey: PrivateKey, desk: PublicKey): Promise<string> {
  return wrap(new TextEncoder().encode(JSON.stringify(siteKey)), desk);
}

/** Opens a site's private key at a desk. Throws when it was wrapped to another desk. */
export async function openSiteKey(wrapped: string, desk: PrivateKey): Promise<PrivateKey> {
  const { plaintext } = await compactDecrypt(wrapped, { ...desk });
  return privateKeySchema.parse(JSON.parse(new TextDecoder().decode(plaintext)));
}
