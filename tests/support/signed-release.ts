import { CompactSign, importJWK } from 'jose';
import type { Artifact, Build, Manifest } from '../../shared/updates/manifest';
import { makeKey } from '../../shared/seals/make-key';
import { publicHalf, type PublicKey } from '../../shared/seals/sealed-key';
import { idOf, sha256Of } from './desk-fixtures';

export const SITE_ID = idOf('desk', 2);
export const LINUX: Build = { platform: 'linux', arch: 'x64', target: 'AppImage' };

/** Signs releases as whoever makes them does; desks trust its key. */
export type ReleaseSigner = Readonly<{ key: PublicKey; sign: (manifest: unknown) => Promise<string> }>;

export async function releaseSigner(): Promise<ReleaseSigner> {
  const key = await makeKey('sign');
  const sign = async (manifest: unknown): Promise<string> => new CompactSign(new TextEncoder().encode(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: 'ES256', kid: key.kid }).sign(await importJWK({ ...key }, 'ES256'));
  return { key: publicHalf(key), sign };
}

/** What is told of a file of these bytes. */
export function artifactOf(bytes: Uint8Array, version = '1.0.1', build: Build = LINUX): Artifact {
  return { ...build, fileName: `keyroom-${version}-${build.platform}-${build.arch}.${build.target}`, sizeBytes: bytes.length, sha256: sha256Of(bytes) };
}

/** A release for everybody, good for all of November 2026. */
export function manifestFor(version: string, changed: Partial<Manifest> = {}): Manifest {
  return {
    format: 1, product: 'keyroom', version, channel: 'stable', sites: 'all', ring: 'all', critical: false,
    issuedAtUtc: '2026-11-01T00:00:00.000Z', notBeforeUtc: '2026-11-01T00:00:00.000Z', expiresAtUtc: '2026-12-01T00:00:00.000Z',
    oldestFrom: '0.0.0', lowestIndexVersion: 1, artifacts: [artifactOf(new TextEncoder().encode(version), version)], ...changed,
  };
}
