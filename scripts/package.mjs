import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll, builtReleaseKeys } from './build.mjs';
import { packageApp } from './packaging/package-app.mjs';
import { resultTable } from './packaging/result-table.mjs';
import { targets } from './packaging/targets.mjs';
import { updatesLine } from './packaging/updates-line.mjs';
import { outFolder, projectFolder } from './project-folders.mjs';
import { runScript } from './run-program.mjs';

const usage = `npm run package [-- TARGET … --version X.Y.Z --arch x64|arm64 --out FOLDER --quick --inspectable]
Targets: ${targets.map(({ name }) => name).join(' ')}; all unless named. What this machine cannot build is said and left out.`;

/** Builds the app and packages it for each target; ends with 1 when one failed, or was asked for by name and left out. */
async function packageAll() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { version: { type: 'string' }, arch: { type: 'string' }, out: { type: 'string' }, inspectable: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return console.log(usage);
  refuseUnknown(positionals, values);
  const folder = resolve(values.out ?? (values.inspectable ? join(outFolder, 'packages', 'inspectable') : join(projectFolder, 'release')));
  await buildAll();
  const names = positionals.length > 0 ? positionals : values.inspectable ? ['dir'] : targets.map(({ name }) => name);
  const rows = await packageApp(names, {
    ...(values.arch === undefined ? {} : { arch: values.arch === 'arm64' ? 'arm64' : 'x64' }),
    version: values.version, inspectable: values.inspectable, quick: values.quick, outFolder: folder,
  });
  console.log(`\n${resultTable(rows)}\n\n${await updatesLine(builtReleaseKeys)}\nIn ${folder}`);
  const isBad = rows.some(({ target, result }) => result === 'failed' || (result === 'left out' && positionals.includes(target)));
  return isBad ? 1 : 0;
}

/**
 * @param {readonly string[]} names
 * @param {{version?: string | undefined, arch?: string | undefined, inspectable: boolean}} values
 */
function refuseUnknown(names, { version, arch, inspectable }) {
  const unknown = names.filter((name) => !targets.some((target) => target.name === name));
  if (unknown.length > 0) throw new Error(`There is no target ${unknown.join(', ')}.\n${usage}`);
  if (inspectable && names.some((name) => name !== 'dir')) throw new Error('--inspectable is for tests: it makes the folder alone.');
  if (arch !== undefined && !['x64', 'arm64'].includes(arch)) throw new Error(`--arch is x64 or arm64.\n${usage}`);
  if (version !== undefined && !/^\d+\.\d+\.\d+(?:-[0-9a-z.-]+)?$/.test(version)) throw new Error(`--version is such as 1.0.1 or 1.1.0-beta.2.\n${usage}`);
}

runScript(packageAll);
