import { readFile } from 'node:fs/promises';
import { parseJson } from '../../shared/protocol/parse-json';
import { releaseKeysSchema, type ReleaseKeys } from '../../shared/updates/release-key';

/** No keys: nothing is believed, and the build does not update itself. */
const NONE: ReleaseKeys = { channel: 'stable', keys: [] };

/** The keys that came with the build; a file that is missing or makes no sense is none. */
export async function readReleaseKeys(path: string): Promise<ReleaseKeys> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return releaseKeysSchema.safeParse(parseJson(text)).data ?? NONE;
}
