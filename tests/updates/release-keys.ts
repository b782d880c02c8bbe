import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const RELEASE = resolve(import.meta.dirname, '../../scripts/release.mjs');

/** Makes the two halves of a release key in a folder, as whoever releases does. */
export async function makeReleaseKeys(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [RELEASE, 'keys', '--out', folder]);
}
