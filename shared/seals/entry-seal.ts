import { generalDecrypt, GeneralEncrypt, type GeneralJWE } from 'jose';
import { entrySchema, type Entry, type StoredEntry } from '../domain/entry';
import type { PrivateKey, PublicKey } from './sealed-key';

/** What a sealed entry is bound to: it opens only with the ids that it was sealed for. */
export type SealedFor = Readonly<{ mutationId: string; itemId: string; operatorId: string; formHash: string }>;

/**
 * Seals an entry to its recipients, as text: a general JWE (RFC 7516), `ECDH-ES+A256KW` over P-256 and `A256GCM`.
 *
 * The recipients' key ids stand readable in it; the ids of `sealedFor` are authenticated with it.
 */
export async function sealEntry(entry: StoredEntry, sealedFor: SealedFor, recipients: readonly PublicKey[]): Promise<string> {
  const plaintext = new TextEncoder().encode(JSON.stringify(entrySchema.parse(entry)));
  const seal = new GeneralEncrypt(plaintext)
    .setProtectedHeader({ enc: 'A256GCM' })
    .setAdditionalAuthenticatedData(boundTo(sealedFor));
  for (const key of recipients) {
    seal.addRecipient({ ...key }).setUnprotectedHeader({ alg: 'ECDH-ES+A256KW', kid: key.kid });
  }
  return JSON.stringify(await seal.encrypt());
}

/** Opens a sealed entry with one recipient's private key, or gives null when it is not for that key, damaged, or bound to other ids. */
export async function openEntry(sealed: string, sealedFor: SealedFor, key: PrivateKey): Promise<Entry | null> {
  try {
    const jwe = JSON.parse(sealed) as GeneralJWE;
    const mine = { ...jwe, recipients: jwe.recipients.filter((r) => r.header?.kid === key.kid) };
    const opened = await generalDecrypt(mine, { ...key });
    if (!sameBytes(opened.additionalAuthenticatedData, boundTo(sealedFor))) return null;
    return entrySchema.parse(JSON.parse(new TextDecoder().decode(opened.plaintext)));
  } catch {
    // Every way of not fitting means the same to the caller: this text is not an entry for this key and these ids.
    return null;
  }
}

function boundTo(s: SealedFor): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(['keyroom-entry-1', s.mutationId, s.itemId, s.operatorId, s.formHash]));
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
