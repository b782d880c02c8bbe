import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { knock, listen } from './listening';
import { claim, type ProfileLock } from './socket-claim';

export type { ProfileLock };

/** Where the sockets stand in a profile. */
const FOLDER = 'lock';

/** For profiles on a file system without sockets (a memory stick, some shares): the same for everybody on this machine. */
const ELSEWHERE = '/tmp';
const NO_SOCKETS_HERE: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL']);

/**
 * Takes a profile for this process: by a socket in it, or on Windows a named pipe after its path. However the path is
 * spelled and whatever the environment says, it is the same profile.
 *
 * Null when another process has it; that one is then told, and brings its window to the front (`onSecondStart`).
 */
export async function lockProfile(profileFolder: string, onSecondStart: () => void): Promise<ProfileLock | null> {
  await mkdir(profileFolder, { recursive: true, mode: 0o700 });
  const folder = await realpath(profileFolder);
  if (process.platform === 'win32') return lockPipe(`\\\\.\\pipe\\${nameOf(folder.toLowerCase())}`, onSecondStart);
  try {
    return await claim(join(folder, FOLDER), onSecondStart);
  } catch (error) {
    if (!NO_SOCKETS_HERE.has((error as NodeJS.ErrnoException).code)) throw error;
    return claim(join(ELSEWHERE, nameOf(folder)), onSecondStart);
  }
}

/** A pipe goes with its process and cannot be had twice. */
async function lockPipe(address: string, onSecondStart: () => void): Promise<ProfileLock | null> {
  for (;;) {
    const server = await listen(address, onSecondStart);
    if (server !== null) return { address, release: server.close };
    if (await knock(address)) return null;
  }
}

function nameOf(folder: string): string {
  return `keyroom-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
}
