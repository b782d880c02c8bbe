import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { privateKeySchema, type PrivateKey } from './sealed-key';

/** Makes a P-256 key pair: for sealing (`ECDH-ES+A256KW`) or for signing (`ES256`). Draws from WebCrypto. */
export async function makeKey(use: 'seal' | 'sign'): Promise<PrivateKey> {
  const { privateKey } = await generateKeyPair(use === 'seal' ? 'ECDH-ES+A256KW' : 'ES256', {
    crv: 'P-256',
    extractable: true,
  });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint({ kty, crv, x, y } as Parameters<typeof calculateJwkThumbprint>[0]);
  return privateKeySchema.parse({ kty, crv, x, y, d, kid });
}
