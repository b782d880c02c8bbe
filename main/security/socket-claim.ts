import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { knock, listen, type Listening } from './listening';

export type ProfileLock = Readonly<{
  /** The socket or pipe that stands for it. */
  address: string;
  release: () => Promise<void>;
}>;

/** What an address of a socket may take on every system that has them. */
const MAX_ADDRESS_BYTES = 100;

/**
 * Claims a folder for this process, or gives null when a living one has it.
 *
 * Each claim is a link with a number, made in one step, that leads to a socket which listens already. The highest number
 * counts and is never taken away, not even by its owner, so a number is never given out twice while it may matter. Who
 * finds nobody behind the highest tries for the next: one gets it, the others look again and find a living one. Who gets
 * a number that is not the highest any more has looked too long ago, and looks again.
 */
export async function claim(folder: string, onKnock: () => void): Promise<ProfileLock | null> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const socketName = `${randomUUID()}.sock`;
  let isOurs = false;
  const listening = await listenIn(folder, socketName, () => isOurs && onKnock());
  const close = async (): Promise<void> => {
    await listening.close();
    await unlink(join(folder, socketName)).catch(() => undefined);
  };
  try {
    for (;;) {
      const highest = highestOf(await readdir(folder));
      if (highest > 0 && (await knockIn(folder, String(highest)))) break;
      const mine = highest + 1;
      if (!(await link(folder, socketName, mine))) continue;
      if (highestOf(await readdir(folder)) === mine) {
        isOurs = true;
        await clear(folder, mine);
        return { address: join(folder, String(mine)), release: close };
      }
      await unlink(join(folder, String(mine))).catch(() => undefined);
    }
  } catch (error) {
    await close();
    throw error;
  }
  await close();
  return null;
}

function highestOf(names: readonly string[]): number {
  return names.filter((name) => /^\d+$/.test(name)).reduce((highest, name) => Math.max(highest, Number(name)), 0);
}

/** Whether the number was still to be had. */
async function link(folder: string, socketName: string, number: number): Promise<boolean> {
  try {
    await symlink(socketName, join(folder, String(number)));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes away what was left behind by those before: lower numbers, and what they lead to unless it lives and looks again. */
async function clear(folder: string, below: number): Promise<void> {
  const older = (await readdir(folder)).filter((name) => /^\d+$/.test(name) && Number(name) < below);
  for (const name of older) {
    const target = (await knockIn(folder, name)) ? null : await readlink(join(folder, name)).catch(() => null);
    if (target !== null) await unlink(join(folder, target)).catch(() => undefined);
    await unlink(join(folder, name)).catch(() => undefined);
  }
}

async function listenIn(folder: string, name: string, onKnock: () => unknown): Promise<Listening> {
  const listening = await throughShortName(folder, name, (address) => listen(address, onKnock));
  if (listening === null) throw new Error(`${join(folder, name)} is taken`);
  return listening;
}

function knockIn(folder: string, name: string): Promise<boolean> {
  return throughShortName(folder, name, knock);
}

/** A path may be longer than a socket's address: a link for the moment of use makes it short. */
async function throughShortName<T>(folder: string, name: string, use: (address: string) => Promise<T>): Promise<T> {
  const address = join(folder, name);
  if (Buffer.byteLength(address) <= MAX_ADDRESS_BYTES) return use(address);
  const way = await mkdtemp('/tmp/keyroom-');
  try {
    await symlink(folder, join(way, 'f'));
    return await use(join(way, 'f', name));
  } finally {
    await rm(way, { recursive: true, force: true });
  }
}
