import type { Readable } from 'node:stream';

/** Sealed pages by the SHA-256 of their ciphertext. What is in it never changes. */
export interface DocumentStore {
  /** Durable when it resolves. Putting the same again changes nothing. */
  put(hash: string, sealed: Uint8Array): Promise<void>;
  /** The bytes from `start` on, or null when there is no such document. */
  open(hash: string, start: number): Promise<Readable | null>;
  remove(hash: string): Promise<void>;
}
