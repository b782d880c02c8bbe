import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The id of the assignment of an item that follows from a mutation: its time, and a hash in the place of the random part.
 * A UUIDv7 (RFC 9562, 5.7) that comes out the same each time.
 */
export function assignIdOf(mutationId: string, itemId: string): string {
  const hash = bytesToHex(sha256(utf8ToBytes(`${mutationId}|${itemId}`)));
  return `${mutationId.slice(0, 13)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
