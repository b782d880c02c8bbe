import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEntry, sealEntry, type SealedFor } from '../../../../shared/seals/entry-seal';
import { makeKey } from '../../../../shared/seals/make-key';
import { publicHalf, type PrivateKey } from '../../../../shared/seals/sealed-key';
import { openSource, sealSource } from '../../../../shared/seals/source-seal';
import { openSiteKey, openSourceKey, wrapSiteKey, wrapSourceKey } from '../../../../shared/seals/wrapped-key';
import { FORM_HASH, idOf } from '../../../support/desk-fixtures';
import { entryOf } from '../../../support/entry-of';

const entry = entryOf({ company: 'Kedai Runcit Maju', total: '39.00' }, { date: 'illegible' });
const boundTo: SealedFor = { mutationId: idOf('mutation', 1), itemId: idOf('item', 1), operatorId: idOf('operator', 1), formHash: FORM_HASH };
let desk: PrivateKey;
let centre: PrivateKey;
let stranger: PrivateKey;
let sealed: string;
beforeAll(async () => {
  [desk, centre, stranger] = await Promise.all([makeKey('seal'), makeKey('seal'), makeKey('seal')]);
  sealed = await sealEntry(entry, boundTo, [publicHalf(desk), publicHalf(centre)]);
});

describe('a sealed entry', () => {
  it('opens for each of its recipients, and names them', async () => {
    expect(await openEntry(sealed, boundTo, desk)).toEqual(entry);
    expect(await openEntry(sealed, boundTo, centre)).toEqual(entry);
    const { recipients } = JSON.parse(sealed) as { recipients: readonly { header: { kid: string } }[] };
    expect(recipients.map((r) => r.header.kid)).toEqual([desk.kid, centre.kid]);
  });

  it('opens for nobody else, not even under a recipient’s name', async () => {
    expect(await openEntry(sealed, boundTo, stranger)).toBeNull();
    expect(await openEntry(sealed, boundTo, { ...stranger, kid: desk.kid })).toBeNull();
  });

  it.each([
    ['mutation', { mutationId: idOf('mutation', 2) }], ['item', { itemId: idOf('item', 2) }],
    ['operator', { operatorId: idOf('operator', 2) }], ['form', { formHash: 'f'.repeat(64) }],
  ])('does not open for another %s', async (_what, other) => {
    expect(await openEntry(sealed, { ...boundTo, ...other }, desk)).toBeNull();
  });

  it('shows no value, and is another text each time', async () => {
    expect(sealed).not.toContain('Kedai');
    expect(Buffer.from(sealed).toString('base64')).not.toContain(Buffer.from('Kedai').toString('base64').slice(0, 6));
    expect(await sealEntry(entry, boundTo, [publicHalf(desk)])).not.toBe(await sealEntry(entry, boundTo, [publicHalf(desk)]));
  });

  it('opens as what was sealed or not at all, whatever was done to it', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: sealed.length - 1 }), fc.constantFrom('A', 'z', '0', '"', ' '), async (place, sign) => {
      const opened = await openEntry(sealed.slice(0, place) + sign + sealed.slice(place + 1), boundTo, desk);
      if (opened !== null) expect(opened).toEqual(entry);
    }), { numRuns: 150 });
    const parts = JSON.parse(sealed) as { ciphertext: string };
    const flipped = parts.ciphertext.startsWith('A') ? `B${parts.ciphertext.slice(1)}` : `A${parts.ciphertext.slice(1)}`;
    expect(await openEntry(JSON.stringify({ ...parts, ciphertext: flipped }), boundTo, desk)).toBeNull();
  });

  it('is not to be had from another text', async () => {
    for (const text of ['', 'null', '{}', '{"recipients":[]}', '[]']) expect(await openEntry(text, boundTo, desk)).toBeNull();
  });
});

describe('a sealed source', () => {
  const key = new Uint8Array(32).fill(7);
  const nonce = new Uint8Array(12).fill(3);
  const page = new Uint8Array([0xff, 0xd8, 1, 2, 3]);

  it('opens with its batch’s key, and with no other', async () => {
    const closed = await sealSource(webcrypto.subtle, page, key, nonce);
    expect(await openSource(webcrypto.subtle, closed, key)).toEqual(page);
    await expect(openSource(webcrypto.subtle, closed, new Uint8Array(32).fill(8))).rejects.toThrow();
  });

  it('does not open when any of its bytes was changed', async () => {
    const closed = await sealSource(webcrypto.subtle, page, key, nonce);
    for (let i = 0; i < closed.length; i += 1) {
      const changed = closed.slice();
      changed[i] = (changed[i] ?? 0) ^ 1;
      await expect(openSource(webcrypto.subtle, changed, key)).rejects.toThrow();
    }
  });

  it('is not made with a nonce of another length', async () => {
    await expect(sealSource(webcrypto.subtle, page, key, new Uint8Array(11))).rejects.toThrow('12 bytes');
  });
});

describe('a wrapped key', () => {
  it('of a batch opens with the site’s key alone', async () => {
    const sourceKey = new Uint8Array(32).map((_, i) => i);
    const wrapped = await wrapSourceKey(sourceKey, publicHalf(centre));
    expect(new Uint8Array(await openSourceKey(wrapped, centre))).toEqual(sourceKey);
    await expect(openSourceKey(wrapped, stranger)).rejects.toThrow();
  });

  it('of a site opens at the desk alone', async () => {
    const wrapped = await wrapSiteKey(centre, publicHalf(desk));
    expect(await openSiteKey(wrapped, desk)).toEqual(centre);
    await expect(openSiteKey(wrapped, stranger)).rejects.toThrow();
  });
});
