import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Reads a secret from its file, or makes it, readable to the owner alone.
 *
 * Several processes may make it at once: the first one's secret is everybody's.
 */
export async function secretFile(file: string, make: () => Promise<string> | string): Promise<string> {
  const found = await readIfThere(file);
  if (found !== null) return found;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomUUID()}`;
  await writeSecret(unfinished, await make());
  // Unlike a rename, a link does not replace what another process has put there meanwhile.
  await link(unfinished, file).catch(ignoreExisting);
  await rm(unfinished);
  return readFile(file, 'utf8');
}

async function writeSecret(file: string, secret: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(secret);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function ignoreExisting(error: unknown): void {
  if (!hasCode(error, 'EEXIST')) throw error;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
