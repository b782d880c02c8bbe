import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { outFolder, projectFolder } from './project-folders.mjs';
import { packageBinary, runProgram } from './run-program.mjs';

const run = promisify(execFile);

/** Made last: a tree without it was broken off. */
const DONE = 'built';

/**
 * Builds the centre of a former commit of this repository, and a desk that does as it is told, with the packages of today; gives the
 * files to run with Node. What is there already is used again; the desk's orders are those of today and are built each time.
 * @param {string} commit
 */
export async function buildFormerVersion(commit) {
  const folder = join(outFolder, 'versions', commit);
  if (!existsSync(join(folder, DONE))) await buildTree(commit, folder);
  await rm(join(folder, 'tests', 'versions'), { recursive: true, force: true });
  await cp(join(projectFolder, 'tests', 'versions'), join(folder, 'tests', 'versions'), { recursive: true });
  return { server: join(folder, 'dist', 'server', 'keyroom-server.mjs'), desk: await buildDesk(folder) };
}

/** The same of what stands here: its centre has to be built by then. */
export async function buildPresentVersion() {
  return { server: join(projectFolder, 'dist', 'server', 'keyroom-server.mjs'), desk: await buildDesk(projectFolder) };
}

/**
 * @param {string} commit
 * @param {string} folder
 */
async function buildTree(commit, folder) {
  await checkIsThere(commit);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const archive = join(outFolder, 'versions', `${commit}.tar`);
  await run('git', ['archive', '--format=tar', `--output=${archive}`, commit], { cwd: projectFolder });
  await run('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const vite = packageBinary('vite');
  if (vite === undefined) throw new Error('vite is not installed. Run `npm ci` first.');
  const code = await runProgram(process.execPath, [vite, 'build', '--config', 'vite.server.config.ts', '--logLevel', 'warn'], { cwd: folder });
  if (code !== 0) throw new Error(`The centre of ${commit} cannot be built with the packages of today.`);
  await writeFile(join(folder, DONE), '');
}

/** @param {string} commit */
async function checkIsThere(commit) {
  try {
    await run('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: projectFolder });
  } catch {
    throw new Error(`The commit ${commit} of a former version is not in this clone. Get it with \`git fetch --unshallow\`, or \`git fetch origin ${commit}\`, and run the tests again.`);
  }
}

/** @param {string} root */
async function buildDesk(root) {
  const { build } = await import('vite');
  const outDir = join(root, 'out', 'version-desk');
  await build({
    configFile: false, logLevel: 'warn', root,
    build: {
      ssr: true, target: 'node20', outDir, emptyOutDir: true, sourcemap: true, minify: false,
      rolldownOptions: { input: { 'version-desk-worker': join(root, 'tests', 'versions', 'version-desk-worker.ts') }, output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  });
  return join(outDir, 'version-desk-worker.mjs');
}
