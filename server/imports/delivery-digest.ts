import { createHash } from 'node:crypto';
import type { ImportRequest } from '../../shared/protocol/admin';

type DeliveredItem = ImportRequest['items'][number];

/** SHA-256 over a delivery's names and pages in their order: the same delivery again has the same. */
export function deliveryDigest(items: readonly DeliveredItem[]): string {
  const content = items.map((item) => [item.source, item.pages.map((page) => [page.name, page.sha256])]);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
