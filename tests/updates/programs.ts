import { chmod, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { spoiltAppImage, spoiltDeb } from './spoilt-packages';

const PROJECT = resolve(import.meta.dirname, '../..');

/** What is wrong with a version, if anything. */
export type Fault = 'none' | 'crashes' | 'crashesAtWindow' | 'noWindow' | 'noSync';

/** Makes installable files of the app, each of its own version. */
export type Programs = Readonly<{
  /** The Debian package of a version; throws where there is none. */
  deb: (version: string, fault: Fault) => Promise<string>;
  /** The file of a version, named as a release artifact is. */
  make: (version: string, fault: Fault) => Promise<string>;
}>;

/**
 * Programs that are one file each, as an AppImage is: a script that starts the built app in Electron under its version.
 *
 * What a real AppImage does beyond this, to unpack itself, is the same for every version.
 */
export function scriptPrograms(folder: string, electron: string, keysFile: string): Programs {
  return {
    deb: async () => {
      throw new Error('give --packages with the packages of both versions');
    },
    make: async (version, fault) => {
      const app = join(folder, `app-${version}-${fault}`);
      await mkdir(app, { recursive: true });
      const { name, productName, main } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as Record<string, unknown>;
      await writeFile(join(app, 'package.json'), JSON.stringify({ name, productName, main, version }));
      if (fault === 'none') await symlink(join(PROJECT, 'dist'), join(app, 'dist')).catch(() => undefined);
      else {
        await cp(join(PROJECT, 'dist'), join(app, 'dist'), { recursive: true });
        await spoil(join(app, 'dist'), fault);
      }
      await mkdir(join(folder, `${version}-${fault}`), { recursive: true });
      const file = join(folder, `${version}-${fault}`, `keyroom-${version}-linux-x64.AppImage`);
      // Padded as a program is large: its transfer can be cut at many places.
      await writeFile(file, `${startScript(electron, app, keysFile)}${`# ${'keyroom '.repeat(1000)}\n`.repeat(600)}`);
      await chmod(file, 0o755);
      return file;
    },
  };
}

/**
 * Packages as `npm run package -- --version V --out FOLDER/V` has built them.
 *
 * Those with something wrong are made of them in `spoiltFolder`: the app within is taken apart, spoilt, and put together again.
 */
export function packagedPrograms(folder: string, spoiltFolder: string): Programs {
  const fileOf = async (version: string, ending: string): Promise<string> => {
    const name = (await readdir(join(folder, version))).find((each) => each.endsWith(ending));
    if (name === undefined) throw new Error(`${folder}/${version} holds no ${ending}`);
    return join(folder, version, name);
  };
  const make = async (version: string, fault: Fault, ending: string, spoilt: typeof spoiltDeb): Promise<string> => {
    const file = await fileOf(version, ending);
    return fault === 'none' ? file : spoilt(file, join(spoiltFolder, `${version}-${fault}`), (app) => spoil(join(app, 'dist'), fault));
  };
  return {
    deb: (version, fault) => make(version, fault, '.deb', spoiltDeb),
    make: (version, fault) => make(version, fault, '.AppImage', spoiltAppImage),
  };
}

function startScript(electron: string, app: string, keysFile: string): string {
  return [
    '#!/bin/sh', 'APPIMAGE=$(readlink -f "$0")', `KEYROOM_RELEASE_KEYS='${keysFile}'`, 'export APPIMAGE KEYROOM_RELEASE_KEYS',
    `exec '${electron}' ${process.getuid?.() === 0 ? '--no-sandbox ' : ''}'${app}' "$@"`, 'exit 1', '',
  ].join('\n');
}

/** Breaks a copy of the app as a bad release would be broken. */
export async function spoil(dist: string, fault: Exclude<Fault, 'none'>): Promise<void> {
  const main = join(dist, 'main/index.cjs');
  if (fault === 'crashes') await writeFile(main, `setTimeout(() => process.abort(), 300);\n${await readFile(main, 'utf8')}`);
  if (fault === 'crashesAtWindow') await writeFile(main, `require('electron').app.on('browser-window-created', () => process.abort());\n${await readFile(main, 'utf8')}`);
  if (fault === 'noWindow') await writeFile(join(dist, 'renderer/index.html'), '<!doctype html><title>Keyroom</title>');
  if (fault === 'noSync') await replaceIn(join(dist, 'main'), '/v1/challenge', '/v1/chellange');
}

/** In whichever of the bundle's files it stands. */
async function replaceIn(folder: string, what: string, by: string): Promise<void> {
  let times = 0;
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.cjs'))) {
    const text = await readFile(join(folder, name), 'utf8');
    if (!text.includes(what)) continue;
    await writeFile(join(folder, name), text.replaceAll(what, by));
    times += 1;
  }
  if (times === 0) throw new Error(`the bundle holds no ${what} to be spoilt`);
}
