import { createHash } from 'node:crypto';
import { access, chmod, constants, copyFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFile, syncFolder } from '../log/sync-path';
import { hashOf } from './artifact-folder';
import type { Installation, Placed } from './installation';
import type { ReadyUpdate } from './updater-parts';

/**
 * An AppImage: one file, wherever its user has put it.
 *
 * The new one is put beside it and runs from there while it is on trial; once it has proved itself it takes the place of the
 * old one in a single rename. So whoever starts the file at any moment starts a version that has proved itself.
 */
export function appImage(installedPath: string, updatesFolder: string): Installation {
  const trialPath = join(dirname(installedPath), `.${basename(installedPath)}.${nameOf(updatesFolder)}.trial`);
  // Nothing was touched that runs.
  const removeTrial = (): Promise<void> => rm(trialPath, { force: true });
  return {
    installedPath,
    needsWayBack: false,
    canWrite: () => access(dirname(installedPath), constants.W_OK).then(() => true, () => false),
    place: (ready) => place(ready, trialPath),
    takeBack: removeTrial,
    keep: async () => {
      await rename(trialPath, installedPath);
      // The rename stands, whether or not the file system can sync a folder.
      await syncFolder(dirname(installedPath)).catch(() => undefined);
    },
    tidy: removeTrial,
  };
}

/** Several profiles may run the same file, each with a trial of its own. */
function nameOf(updatesFolder: string): string {
  return createHash('sha256').update(updatesFolder).digest('hex').slice(0, 8);
}

/** A copy that is whole and on disk before anybody runs it. */
async function place({ path, artifact }: ReadyUpdate, trialPath: string): Promise<Placed> {
  await rm(trialPath, { force: true });
  await copyFile(path, trialPath, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  await chmod(trialPath, 0o755);
  await syncFile(trialPath);
  if ((await hashOf(trialPath)) !== artifact.sha256) throw new Error('the copy is not what was signed');
  return { trialPath, activate: async () => undefined };
}
