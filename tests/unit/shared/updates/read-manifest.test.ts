import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { archSchema, buildName, platformSchema, targetSchema, type Manifest } from '../../../../shared/updates/manifest';
import { readManifest } from '../../../../shared/updates/read-manifest';
import { ringSchema } from '../../../../shared/updates/ring';
import { idOf } from '../../../support/desk-fixtures';
import { manifestFor, releaseSigner, type ReleaseSigner } from '../../../support/signed-release';

let signer: ReleaseSigner;
beforeAll(async () => {
  signer = await releaseSigner();
});

const number = fc.integer({ min: 0, max: 999_999 });
const version = fc.tuple(number, number, number).map((parts) => parts.join('.'));
const day = fc.integer({ min: 1, max: 28 });
const utc = (month: string) => day.map((each) => `2026-${month}-${String(each).padStart(2, '0')}T00:00:00.000Z`);
const artifact = fc.record({
  platform: fc.constantFrom(...platformSchema.options), arch: fc.constantFrom(...archSchema.options), target: fc.constantFrom(...targetSchema.options),
  fileName: fc.stringMatching(/^\w[\w.+-]{0,40}$/), sizeBytes: fc.integer({ min: 1, max: 1024 ** 3 }), sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
});
const manifest: fc.Arbitrary<Manifest> = fc.record({
  format: fc.constant(1 as const), product: fc.constant('keyroom' as const), version, channel: fc.stringMatching(/^[a-z][a-z0-9-]{0,29}$/),
  sites: fc.oneof(fc.constant('all' as const), fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 5 }).map((all) => all.map((n) => idOf('desk', n)))),
  ring: fc.constantFrom(...ringSchema.options), critical: fc.boolean(), issuedAtUtc: utc('10'), notBeforeUtc: utc('11'), expiresAtUtc: utc('12'),
  oldestFrom: version, lowestIndexVersion: fc.integer({ min: 1, max: 1_000_000 }),
  artifacts: fc.uniqueArray(artifact, { minLength: 1, maxLength: 8, selector: buildName }),
});

describe('a signed manifest', () => {
  it('is read as it was signed, whatever it tells', async () => {
    await fc.assert(fc.asyncProperty(manifest, async (told) => {
      expect(await readManifest(await signer.sign(told), [signer.key])).toEqual({ ok: true, value: told });
    }), { numRuns: 60 });
  });

  it('is refused with any one character changed of what was signed', async () => {
    const signed = await signer.sign(manifestFor('1.0.1'));
    const characters = 'ABCXYZabcxyz0189-_.=+/ \n\u0000é';
    await fc.assert(fc.asyncProperty(fc.nat({ max: signed.lastIndexOf('.') }), fc.constantFrom(...characters.split('')), async (at, by) => {
      fc.pre(signed[at] !== by);
      expect((await readManifest(signed.slice(0, at) + by + signed.slice(at + 1), [signer.key])).ok).toBe(false);
    }), { numRuns: 400 });
  });

  it('is refused with any one byte of its signature changed', async () => {
    const [header = '', payload = '', signature = ''] = (await signer.sign(manifestFor('1.0.1'))).split('.');
    await fc.assert(fc.asyncProperty(fc.nat({ max: 63 }), fc.integer({ min: 1, max: 255 }), async (at, flipped) => {
      const changed = Buffer.from(signature, 'base64url');
      changed[at] = (changed[at] ?? 0) ^ flipped;
      expect(await readManifest(`${header}.${payload}.${changed.toString('base64url')}`, [signer.key])).toMatchObject({ ok: false, failure: { kind: 'badSignature' } });
    }), { numRuns: 400 });
  });

  it('is refused with any one byte of what it tells changed', async () => {
    const [header = '', payload = '', signature = ''] = (await signer.sign(manifestFor('1.0.1'))).split('.');
    const bytes = Buffer.from(payload, 'base64url');
    await fc.assert(fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flipped) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ flipped;
      expect(await readManifest(`${header}.${changed.toString('base64url')}.${signature}`, [signer.key])).toMatchObject({ ok: false, failure: { kind: 'badSignature' } });
    }), { numRuns: 400 });
  });

  it('is refused where another key signed it, under its own name or ours', async () => {
    const other = await releaseSigner();
    const signed = await other.sign(manifestFor('1.0.1'));
    expect(await readManifest(signed, [signer.key])).toMatchObject({ failure: { kind: 'unknownKey' } });
    expect(await readManifest(signed, [{ ...signer.key, kid: other.key.kid }])).toMatchObject({ failure: { kind: 'badSignature' } });
    expect(await readManifest(signed, [])).toMatchObject({ ok: false });
  });

  it('is taken from either key while one takes over from another', async () => {
    const next = await releaseSigner();
    for (const each of [signer, next]) expect(await readManifest(await each.sign(manifestFor('1.0.1')), [signer.key, next.key])).toMatchObject({ ok: true });
  });

  it.each([
    ['a field that nobody knows', { mayRunAnything: true }], ['another product', { product: 'other' }], ['a later format', { format: 2 }],
    ['a path for a name', { artifacts: [{ ...manifestFor('1.0.1').artifacts[0], fileName: '../../keyroom' }] }],
    ['two artifacts for one build', { artifacts: [...manifestFor('1.0.1').artifacts, ...manifestFor('1.0.1').artifacts] }],
    ['no artifact', { artifacts: [] }], ['an end before its beginning', { expiresAtUtc: '2026-10-01T00:00:00.000Z' }],
    ['a time that does not sort', { issuedAtUtc: '2026-11-01T00:00:00Z' }], ['a time of another zone', { issuedAtUtc: '2026-11-01T00:00:00.000+02:00' }],
  ])('is refused with %s, however well it is signed', async (_what, changed) => {
    const signed = await signer.sign({ ...manifestFor('1.0.1'), ...changed });
    expect(await readManifest(signed, [signer.key])).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
  });

  it.each(['', '.', '..', 'a.b.c', 'e30.e30.'])('is refused where %j comes in its place', async (text) => {
    expect(await readManifest(text, [signer.key])).toMatchObject({ ok: false, failure: { kind: 'unsigned' } });
  });
});
