import { access, constants, copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFile } from '../log/sync-path';
import { hashOf } from './artifact-folder';
import { systemDpkg, type Dpkg } from './dpkg';
import type { Installation } from './installation';
import type { ReadyUpdate } from './updater-parts';

/**
 * A Debian package: its files are replaced where they are, which only root may do. So nothing is begun without the package of the
 * version that runs at hand, and the way back is to install that one again.
 *
 * What dpkg itself leaves half done, as after a loss of power, dpkg alone can mend (`dpkg --configure -a`).
 */
export function debPackage(execPath: string, updatesFolder: string, dpkg: Dpkg = systemDpkg): Installation {
  const back = join(updatesFolder, 'way-back.deb');
  return {
    installedPath: execPath,
    needsWayBack: true,
    canWrite: async () => process.getuid?.() === 0,
    place: async (ready) => {
      await keepWayBack(ready, back);
      return { trialPath: execPath, activate: () => installSigned(ready, dpkg) };
    },
    takeBack: async (version) => {
      if (dpkg.installedVersion() !== version) dpkg.install(back);
    },
    // It stands where it will stay already; the way back goes once that is written down.
    keep: async () => undefined,
    tidy: async (version) => {
      // Asked at every start: dpkg is only where there is a way back.
      const hasWayBack = await access(back, constants.R_OK).then(() => true, () => false);
      if (hasWayBack && dpkg.installedVersion() === version) await rm(back, { force: true });
    },
  };
}

/** On disk before anything is begun. */
async function keepWayBack({ backPath }: ReadyUpdate, back: string): Promise<void> {
  if (backPath === null) throw new Error('the package of the version that runs is not at hand');
  await copyFile(backPath, `${back}.part`);
  await syncFile(`${back}.part`);
  await rename(`${back}.part`, back);
}

/** Read once more at the last moment: dpkg asks for no signature. */
async function installSigned({ path, artifact }: ReadyUpdate, dpkg: Dpkg): Promise<void> {
  if ((await hashOf(path)) !== artifact.sha256) throw new Error('the package is not what was signed');
  dpkg.install(path);
}
