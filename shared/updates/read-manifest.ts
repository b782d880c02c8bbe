import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { done, failed, type Result } from '../ipc/desk-failure';
import { parseJson } from '../protocol/parse-json';
import { manifestSchema, MAX_SIGNED_MANIFEST_CHARS, type Manifest } from './manifest';
import type { ReleaseKey } from './release-key';

/** Why a signed manifest says nothing: none of its words count then. */
export type UnreadManifest = Readonly<{ kind: 'unsigned' | 'unknownKey' | 'badSignature' | 'malformed'; detail: string }>;

/** Reads a signed manifest: first the signature, by one of the keys, then every field. */
export async function readManifest(signed: string, keys: readonly ReleaseKey[]): Promise<Result<Manifest, UnreadManifest>> {
  const kid = kidOf(signed);
  if (kid === null) return failed({ kind: 'unsigned', detail: 'it is no JWS with ES256 and a key id' });
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined) return failed({ kind: 'unknownKey', detail: `it is signed with the key ${kid}` });
  const payload = await payloadOf(signed, key);
  if (payload === null) return failed({ kind: 'badSignature', detail: `it was changed after it was signed, or not signed by ${kid}` });
  const manifest = manifestSchema.safeParse(parseJson(payload));
  if (manifest.success) return done(manifest.data);
  const [issue] = manifest.error.issues;
  return failed({ kind: 'malformed', detail: `${issue?.path.join('.') || 'it'}: ${issue?.message ?? ''}` });
}

function kidOf(signed: string): string | null {
  if (signed.length > MAX_SIGNED_MANIFEST_CHARS) return null;
  try {
    const { alg, kid } = decodeProtectedHeader(signed);
    return alg === 'ES256' && typeof kid === 'string' && /^[\w.:-]{1,100}$/.test(kid) ? kid : null;
  } catch {
    return null;
  }
}

async function payloadOf(signed: string, key: ReleaseKey): Promise<string | null> {
  try {
    const { payload } = await compactVerify(signed, await importJWK({ ...key }, 'ES256'), { algorithms: ['ES256'] });
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return null;
  }
}
