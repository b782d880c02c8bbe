import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Artifact } from '../../shared/updates/manifest';

/**
 * Artifacts of releases on disk, named by the hash of their bytes. One counts as here only after all of it was hashed; what a
 * broken transfer leaves is gone on from. Rejects with what the disk says.
 */
export class ArtifactFolder {
  constructor(private readonly folder: string) {}

  /** Where a whole one stands. */
  path(sha256: string): string {
    return join(this.folder, sha256);
  }

  /** How many bytes are here of one that is not whole; all of them where it is. */
  async heldBytes(artifact: Artifact): Promise<number> {
    return (await this.has(artifact)) ? artifact.sizeBytes : ((await sizeOf(this.partPath(artifact.sha256))) ?? 0);
  }

  /** Whether one is here with all its bytes; what has its name and another size was cut or added to, and is thrown away. */
  async has({ sha256, sizeBytes }: Artifact): Promise<boolean> {
    const size = await sizeOf(this.path(sha256));
    if (size !== null && size !== sizeBytes) await rm(this.path(sha256), { force: true });
    return size === sizeBytes;
  }

  /** Whether the bytes of a whole one still are what its hash says; one that was tampered with is thrown away. */
  async isSound(artifact: Artifact): Promise<boolean> {
    if ((await this.has(artifact)) && (await hashOf(this.path(artifact.sha256))) === artifact.sha256) return true;
    await rm(this.path(artifact.sha256), { force: true });
    return false;
  }

  /** Puts a piece behind what is here. It is on disk when this resolves. */
  async append(sha256: string, piece: Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const part = await open(this.partPath(sha256), 'a', 0o600);
    try {
      await part.writeFile(piece);
      await part.datasync();
    } finally {
      await part.close();
    }
  }

  /** Hashes a part that has all its bytes: `damaged` throws it away. */
  async finish({ sha256, sizeBytes }: Artifact): Promise<'whole' | 'damaged'> {
    const part = this.partPath(sha256);
    if ((await sizeOf(part)) === sizeBytes && (await hashOf(part)) === sha256) {
      await rename(part, this.path(sha256));
      return 'whole';
    }
    await rm(part, { force: true });
    return 'damaged';
  }

  /** Throws away all but these. */
  async keepOnly(kept: readonly string[]): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const sha256 = /^([0-9a-f]{64})(?:\.part)?$/.exec(name)?.[1];
      if (sha256 !== undefined && !kept.includes(sha256)) await rm(join(this.folder, name), { force: true });
    }
  }

  private partPath(sha256: string): string {
    return join(this.folder, `${sha256}.part`);
  }
}

/** The SHA-256 of a file as hex, read piece by piece. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(({ size }) => size, () => null);
}
