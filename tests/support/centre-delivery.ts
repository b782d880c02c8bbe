import { createHash } from 'node:crypto';
import { importedSchema, importStartedSchema, stagedPageResponseSchema, type ImportRequest } from '../../shared/protocol/admin';
import type { CentreClient } from '../../server/cli/centre-client';
import type { z } from 'zod';

/** The smallest JPEG that says its size, told apart by a comment. It shows nothing. */
export function tinyJpeg(comment: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(comment);
  const segment = (marker: number, content: readonly number[]): number[] => {
    const length = content.length + 2;
    return [0xff, marker, length >> 8, length & 0xff, ...content];
  };
  const frame = [8, 0, 40, 0, 30, 1, 1, 0x11, 0];
  return new Uint8Array([0xff, 0xd8, ...segment(0xfe, [...text]), ...segment(0xc0, frame), 0xff, 0xd9]);
}

type DeliveryOptions = Partial<Omit<ImportRequest, 'items'>> & Readonly<{ site: string }>;

/** Describes a delivery of pages by name and content: one item each. */
export function describeDelivery(pages: ReadonlyMap<string, Uint8Array>, options: DeliveryOptions): ImportRequest {
  const items = [...pages].map(([name, bytes]) => ({
    source: name, pages: [{ name, sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length }],
  }));
  return { client: 'Harbour & Vale', project: 'Receipts', workType: 'receipt', partial: false, faults: [], ...options, items };
}

/** Brings a delivery in as the command line does. */
export async function importPages(
  admin: CentreClient,
  pages: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  options: DeliveryOptions,
): Promise<z.infer<typeof importedSchema>> {
  const request = describeDelivery(pages, options);
  const { importId } = await admin.send('POST', '/v1/admin/imports', request, importStartedSchema);
  for (const item of request.items) {
    const bytes = pages.get(item.source) ?? new Uint8Array();
    await admin.sendBytes(`/v1/admin/imports/${importId}/pages/${item.pages[0]?.sha256}`, bytes, stagedPageResponseSchema);
  }
  return admin.send('POST', `/v1/admin/imports/${importId}/publish`, {}, importedSchema);
}

/** A delivery of so many different receipts. */
export function tinyReceipts(count: number, prefix = 'receipt'): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const names = Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(4, '0')}.jpg`);
  return new Map(names.map((name) => [name, tinyJpeg(name)]));
}
