import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, copyFile, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { syncFile } from '../log/sync-path';
import type { Installation } from './installation';
import type { ReadyUpdate } from './updater-parts';

const run = promisify(execFile);

const PACKAGE = 'keyroom';

/** Whether this program came in a Debian package, by the system's own word. */
export async function isOfDebPackage(execPath: string): Promise<boolean> {
  return run('dpkg-query', ['-S', execPath]).then(({ stdout }) => stdout.startsWith(`${PACKAGE}:`), () => false);
}

/**
 * A Debian package: its files are replaced where they are, which only root may do. So nothing is begun without the package of the
 * version that runs at hand, and the way back is to install that one again.
 *
 * What dpkg itself leaves half done, as after a loss of power, dpkg alone can mend (`dpkg --configure -a`).
 */
export function debPackage(execPath: string, updatesFolder: string): Installation {
  const back = join(updatesFolder, 'way-back.deb');
  return {
    installedPath: execPath,
    needsWayBack: true,
    canWrite: async () => process.getuid?.() === 0,
    place: async (ready) => {
      await keepWayBack(ready, back);
      return { trialPath: execPath, activate: () => install(ready.path) };
    },
    takeBack: async (version) => {
      // Asked at every start: dpkg is only where there is a way back.
      const hasWayBack = await access(back, constants.R_OK).then(() => true, () => false);
      if (hasWayBack && (await installedVersion()) !== version) await install(back);
    },
    keep: async () => rm(back, { force: true }),
  };
}

/** On disk before anything is begun. */
async function keepWayBack({ backPath }: ReadyUpdate, back: string): Promise<void> {
  if (backPath === null) throw new Error('the package of the version that runs is not at hand');
  await copyFile(backPath, `${back}.part`);
  await syncFile(`${back}.part`);
  await rename(`${back}.part`, back);
}

/** Apart from this process, and with no pipe to it: what has been begun goes on to its end when this process ends before. */
async function install(path: string): Promise<void> {
  const dpkg = spawn('dpkg', ['--force-confdef', '--force-downgrade', '-i', path], {
    detached: true, stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  await once(dpkg, 'exit');
  if (dpkg.exitCode !== 0) throw new Error(`dpkg ended with ${dpkg.exitCode}`);
}

async function installedVersion(): Promise<string> {
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Version}', PACKAGE]);
  return stdout.trim();
}
