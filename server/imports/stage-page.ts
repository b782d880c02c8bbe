import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { sealSource } from '../../shared/seals/source-seal';
import { openSourceKey } from '../../shared/seals/wrapped-key';
import type { Centre } from '../centre';
import { checkPage } from '../documents/page-check';
import { done, failed, type Result } from '../result';
import type { StagedPage, StagingRow } from '../store/delivery-rows';

const NONCE_BYTES = 12;

/** Takes one page of a delivery: checks it and seals it at once, so that no plain page touches the centre's disk. */
export async function stagePage(
  centre: Centre,
  importId: string,
  plainSha256: string,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Result<{ fault: string | null }>> {
  const delivery = await centre.store.batches.staging(importId);
  if (delivery === null) return failed('notFound', 'There is no such import.');
  if (delivery.state !== 'staged') return failed('conflict', 'This import is being published already.');
  if (sha256(plain) !== plainSha256) return failed('badRequest', 'The page was damaged on its way: its hash differs.');
  const staged = (await centre.store.batches.stagedPage(importId, plainSha256)) ?? (await sealed(centre, delivery, plain));
  await centre.store.batches.putStagedPage(importId, plainSha256, staged);
  return done({ fault: staged.kind === 'faulty' ? staged.fault : null });
}

async function sealed(centre: Centre, delivery: StagingRow, plain: Uint8Array<ArrayBuffer>): Promise<StagedPage> {
  const check = checkPage(plain);
  if (!check.ok) return { kind: 'faulty', fault: check.fault };
  const sourceKey = new Uint8Array(await openSourceKey(delivery.sourceKeyForCentre, centre.keys.sealKey));
  const cipher = await sealSource(webcrypto.subtle, plain, sourceKey, new Uint8Array(randomBytes(NONCE_BYTES)));
  const hash = sha256(cipher);
  await centre.documents.put(hash, cipher);
  await centre.store.work.addDocument({ hash, siteId: delivery.siteId, sizeBytes: cipher.length });
  const { mediaType, widthPx, heightPx } = check;
  return { kind: 'sealed', page: { hash, sizeBytes: cipher.length, mediaType, widthPx, heightPx } };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
