import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archSchema, buildSchema, type Build } from '../../shared/updates/manifest';
import { appImage } from './app-image';
import type { Installation } from './installation';

export type Surroundings = Readonly<{
  platform: NodeJS.Platform;
  arch: string;
  isPackaged: boolean;
  /** Where the app's resources stand. */
  resourcesFolder: string;
  /** What an AppImage's runtime says of itself: the path of the image. */
  appImagePath: string | undefined;
}>;

/** How this program was installed; null where it was not, as in development, or in a way that nobody updates. */
export async function buildOf(around: Surroundings): Promise<Build | null> {
  const target = await targetOf(around);
  if (target === null || !archSchema.safeParse(around.arch).success) return null;
  return buildSchema.safeParse({ platform: around.platform, arch: around.arch, target }).data ?? null;
}

/** How another version takes its place without an administrator; null where it cannot. */
export function installationOf({ target }: Build, { appImagePath }: Surroundings): Installation | null {
  return target === 'AppImage' && appImagePath !== undefined ? appImage(appImagePath) : null;
}

async function targetOf({ platform, isPackaged, resourcesFolder, appImagePath }: Surroundings): Promise<string | null> {
  if (platform === 'linux' && appImagePath !== undefined) return 'AppImage';
  if (!isPackaged) return null;
  if (platform === 'win32') return 'nsis';
  if (platform === 'darwin') return 'zip';
  // electron-builder writes down in which kind of package an app came.
  return (await readFile(join(resourcesFolder, 'package-type'), 'utf8').catch(() => '')).trim() || null;
}
