import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { outFolder } from './project-folders.mjs';
import { runPackageBinary, runScript } from './run-program.mjs';
import { playwrightCounts, vitestCounts } from './test-counts.mjs';
import { runEndToEndTests } from './test-e2e.mjs';
import { testPackages } from './test-packages.mjs';
import { runTrial } from './trial.mjs';
import { runUpdates } from './updates.mjs';

/** @typedef {{title: string, run: () => Promise<number | void>}} Step */

const reports = {
  unit: join(outFolder, 'unit.json'), simulation: join(outFolder, 'simulation.json'), integration: join(outFolder, 'integration.json'),
  versions: join(outFolder, 'versions.json'), e2e: join(outFolder, 'e2e.json'),
  packaging: join(outFolder, 'packaging.json'), packagedEndToEnd: join(outFolder, 'packaged-e2e.json'),
};

/** @type {readonly Step[]} */
const steps = [
  { title: 'build', run: buildAll },
  { title: 'typecheck, Electron as shipped', run: () => runPackageBinary('typescript', 'tsc', ['--noEmit', '-p', 'tsconfig.json']) },
  { title: 'typecheck, Electron 25', run: () => runPackageBinary('typescript', 'tsc', ['--noEmit', '-p', 'tsconfig.electron-25.json']) },
  { title: 'lint', run: () => runPackageBinary('oxlint', 'oxlint', ['--type-aware', '--deny-warnings', 'shared', 'main', 'renderer', 'server', 'tests', 'scripts']) },
  { title: 'unit tests', run: () => vitest('unit') },
  { title: 'simulation', run: () => vitest('simulation') },
  { title: 'integration tests', run: () => vitest('integration') },
  { title: 'old and new together', run: () => vitest('versions') },
  // How long things take is of no account here: it fails when the ledger is not exact.
  { title: 'a small load', run: () => runTrial('load/load', ['--desks', '2', '--per-hour', '14400', '--minutes', '0.03', '--backlog', '5', '--ramp-seconds', '0']) },
  { title: 'some kills', run: () => runTrial('kills/kills', ['--desk', '8', '--centre', '4', '--items', '400']) },
  { title: 'end-to-end tests', run: () => runEndToEndTests(['--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: reports.e2e }) },
  { title: 'updates', run: () => runUpdates(['--times', '3', '--at-once', '3']) },
  { title: 'packages', run: () => testPackages(reports) },
];

/** @param {'unit' | 'simulation' | 'integration' | 'versions'} project */
function vitest(project) {
  return runPackageBinary('vitest', 'vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${reports[project]}`]);
}

/** All checks in order, up to the first that fails; the last line counts the tests. */
async function test() {
  for (const file of Object.values(reports)) await rm(file, { force: true });
  await mkdir(outFolder, { recursive: true });
  const code = await runSteps();
  const counts = [
    ...[reports.unit, reports.simulation, reports.integration, reports.versions, reports.packaging].map(vitestCounts),
    ...[reports.e2e, reports.packagedEndToEnd].map(playwrightCounts),
  ];
  const passed = counts.reduce((sum, each) => sum + each.passed, 0);
  const failed = counts.reduce((sum, each) => sum + each.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return code;
}

async function runSteps() {
  for (const { title, run } of steps) {
    const startedAtMs = performance.now();
    const code = (await run()) ?? 0;
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${title} (${seconds} s)`);
    if (code !== 0) return code;
  }
  return 0;
}

runScript(test);
