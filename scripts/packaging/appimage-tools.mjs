import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programPath } from '../debian-packages.mjs';
import { cacheFolder } from '../project-folders.mjs';

const headBytes = 4096;

/** The Debian packages that are missing to make AppImages with the system's own programs. */
export function missingAppImagePackages() {
  return [
    ...(programPath('mksquashfs') === undefined ? ['squashfs-tools'] : []),
    ...(programPath('desktop-file-validate') === undefined ? ['desktop-file-utils'] : []),
  ];
}

/**
 * Makes the folder that electron-builder takes as its AppImage tools out of the system's programs, and gives its path.
 * @param {'x64' | 'arm64'} arch
 * @param {string | undefined} runtimeFile the real AppImage runtime; without it the AppImage gets one for tests only
 */
export function appImageTools(arch, runtimeFile) {
  const folder = join(cacheFolder, `appimage-tools-${arch}-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['runtimes', `lib/${arch}`]) mkdirSync(join(folder, part), { recursive: true });
  symlinkSync(programPath('mksquashfs') ?? '', join(folder, 'mksquashfs'));
  symlinkSync(programPath('desktop-file-validate') ?? '', join(folder, 'desktop-file-validate'));
  const runtime = join(folder, 'runtimes', `runtime-${arch}`);
  if (runtimeFile === undefined) writeFileSync(runtime, testRuntime());
  else copyFileSync(runtimeFile, runtime);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function testRuntime() {
  const script = readFileSync(join(import.meta.dirname, 'appimage-test-runtime.sh'));
  if (script.length > headBytes) throw new Error(`appimage-test-runtime.sh has grown above ${headBytes} bytes.`);
  return Buffer.concat([script, Buffer.alloc(headBytes - script.length)]);
}
