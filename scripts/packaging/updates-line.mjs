import { existsSync } from 'node:fs';
import { readPublicReleaseKeys } from '../releases/public-release-keys.mjs';

/**
 * Whether packages of this build update themselves, by the keys that went in: a build that was meant to and does not is found
 * out only when the next release reaches nobody.
 * @param {string} keysFile where the build has its keys, if it has any
 */
export async function updatesLine(keysFile) {
  if (!existsSync(keysFile)) return 'does not update itself: KEYROOM_RELEASE_KEYS is not set';
  const { keys, channel } = await readPublicReleaseKeys(keysFile, 'The build');
  return `updates itself: keys ${keys.map(({ kid }) => kid).join(', ')}, channel ${channel}`;
}
