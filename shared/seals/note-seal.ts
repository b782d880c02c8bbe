import { compactDecrypt, CompactEncrypt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { MAX_NOTE_CHARACTERS } from '../domain/entry';
import { parseJson } from '../protocol/parse-json';
import type { PrivateKey, PublicKey } from './sealed-key';

/** What a sealed hand-over note is bound to. */
export type NoteFor = Readonly<{ sessionId: string; operatorId: string }>;

const noteSchema = z.object({ v: z.literal(1), sessionId: z.string(), operatorId: z.string(), text: z.string().min(1).max(MAX_NOTE_CHARACTERS) });

/** Seals a hand-over note to a site, as a compact JWE with the key's `kid` in its header; what it is bound to is sealed with it. */
export async function sealNote(text: string, { sessionId, operatorId }: NoteFor, site: PublicKey): Promise<string> {
  const note = noteSchema.parse({ v: 1, sessionId, operatorId, text });
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(note)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: site.kid })
    .encrypt({ ...site });
}

/** Opens a hand-over note with a site's keys; null when it is for another site, damaged, or of another session or operator. */
export async function openNote(sealed: string, { sessionId, operatorId }: NoteFor, siteKeys: readonly PrivateKey[]): Promise<string | null> {
  try {
    const { kid } = decodeProtectedHeader(sealed);
    const key = siteKeys.find((each) => each.kid === kid);
    if (key === undefined) return null;
    const { plaintext } = await compactDecrypt(sealed, { ...key });
    const note = noteSchema.parse(parseJson(new TextDecoder().decode(plaintext)));
    return note.sessionId === sessionId && note.operatorId === operatorId ? note.text : null;
  } catch {
    // Every way of not fitting means the same to the caller: this is not a note of that session for these keys.
    return null;
  }
}
