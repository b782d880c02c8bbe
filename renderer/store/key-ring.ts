import { decodeProtectedHeader } from 'jose';
import type { KeyRing } from '../../shared/ipc/calls';
import type { Batch } from '../../shared/domain/batch';
import { openSourceKey } from '../../shared/seals/wrapped-key';

let ring: KeyRing | null = null;
const sourceKeys = new Map<string, Promise<Uint8Array<ArrayBuffer> | null>>();

/** Keys live in memory between sign-on and sign-off, and nowhere else in the page. */
export function holdKeys(keys: KeyRing): void {
  ring = keys;
}

export function forgetKeys(): void {
  ring = null;
  sourceKeys.clear();
}

/** Throws when nobody is signed on: nothing is sealed or opened then. */
export function keyRing(): KeyRing {
  if (ring === null) throw new Error('nobody is signed on');
  return ring;
}

/** The key that a batch's sources are sealed with; null when this desk has no key for it. */
export function sourceKeyOf(batch: Batch): Promise<Uint8Array<ArrayBuffer> | null> {
  const known = sourceKeys.get(batch.id);
  if (known !== undefined) return known;
  const opening = open(batch);
  sourceKeys.set(batch.id, opening);
  return opening;
}

async function open(batch: Batch): Promise<Uint8Array<ArrayBuffer> | null> {
  const { kid } = decodeProtectedHeader(batch.sealedSourceKey);
  const siteKey = keyRing().siteKeys.find((key) => key.kid === kid);
  if (siteKey === undefined) return null;
  return new Uint8Array(await openSourceKey(batch.sealedSourceKey, siteKey));
}
