import { archSchema, buildSchema, type Build, type Target } from '../../shared/updates/manifest';
import { appImage } from './app-image';
import { debPackage } from './deb-package';
import { isOfDebPackage } from './dpkg';
import type { Installation } from './installation';

export type Surroundings = Readonly<{
  platform: NodeJS.Platform;
  arch: string;
  isPackaged: boolean;
  /** The program itself. */
  execPath: string;
  /** What an AppImage's runtime says of itself: the path of the image, and the folder where it is unpacked. */
  appImagePath: string | undefined;
  appDir: string | undefined;
}>;

/** How this program was installed; null where it was not, as in development, or in a way that nobody updates. */
export async function buildOf(around: Surroundings): Promise<Build | null> {
  const target = await targetOf(around);
  if (target === null || !archSchema.safeParse(around.arch).success) return null;
  return buildSchema.safeParse({ platform: around.platform, arch: around.arch, target }).data ?? null;
}

/** How another version takes its place without an administrator; null where it cannot. */
export function installationOf({ target }: Build, { appImagePath, execPath }: Surroundings, updatesFolder: string): Installation | null {
  if (target === 'deb') return debPackage(execPath, updatesFolder);
  return target === 'AppImage' && appImagePath !== undefined ? appImage(appImagePath, updatesFolder) : null;
}

/** Programs hand their environment on: the image may be that of whoever started this one. */
function isBelow(path: string, folder: string | undefined): boolean {
  return folder !== undefined && path.startsWith(`${folder}/`);
}

async function targetOf({ platform, isPackaged, execPath, appImagePath, appDir }: Surroundings): Promise<Target | null> {
  if (platform === 'linux' && appImagePath !== undefined && (!isPackaged || isBelow(execPath, appDir))) return 'AppImage';
  if (!isPackaged) return null;
  if (platform === 'win32') return 'nsis';
  if (platform === 'darwin') return 'zip';
  return (await isOfDebPackage(execPath)) ? 'deb' : null;
}
