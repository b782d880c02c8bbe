import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createPackage, extractAll } from '@electron/asar';

const run = promisify(execFile);

/** Changes the app's own files in a folder. */
type Spoil = (app: string) => Promise<void>;

/** An AppImage like this one, under the same name in `folder`, whose app was spoilt; its runtime is the same. Needs squashfs-tools. */
export async function spoiltAppImage(file: string, folder: string, spoil: Spoil): Promise<string> {
  const root = join(folder, 'root');
  await mkdir(folder, { recursive: true });
  const offset = Number((await run(file, ['--appimage-offset'])).stdout);
  await run('unsquashfs', ['-q', '-n', '-o', String(offset), '-d', root, file]);
  await spoilAsar(join(root, 'resources', 'app.asar'), join(folder, 'app'), spoil);
  const made = join(folder, basename(file));
  await run('mksquashfs', [root, made, '-quiet', '-no-progress', '-noappend', '-root-owned', '-comp', 'gzip', '-Xcompression-level', '1', '-offset', String(offset)]);
  await copyHead(file, made, offset);
  await rm(root, { recursive: true });
  return made;
}

/** A Debian package like this one, under the same name in `folder`, whose app was spoilt. Needs dpkg-deb. */
export async function spoiltDeb(file: string, folder: string, spoil: Spoil): Promise<string> {
  const root = join(folder, 'deb');
  await mkdir(folder, { recursive: true });
  await run('dpkg-deb', ['-R', file, root]);
  await spoilAsar(join(root, 'opt', 'Keyroom', 'resources', 'app.asar'), join(folder, 'deb-app'), spoil);
  const made = join(folder, basename(file));
  await run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '-b', root, made]);
  await rm(root, { recursive: true });
  return made;
}

async function spoilAsar(asar: string, app: string, spoil: Spoil): Promise<void> {
  extractAll(asar, app);
  await spoil(app);
  await createPackage(app, asar);
  await rm(app, { recursive: true });
}

/** The first bytes are the runtime, which is started and finds the rest behind itself. */
async function copyHead(from: string, to: string, headBytes: number): Promise<void> {
  await pipeline(createReadStream(from, { end: headBytes - 1 }), createWriteStream(to, { flags: 'r+' }));
  await chmod(to, 0o755);
}
