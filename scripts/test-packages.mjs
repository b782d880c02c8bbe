import { join } from 'node:path';
import { buildIfMissing } from './build.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { packageApp } from './packaging/package-app.mjs';
import { resultTable } from './packaging/result-table.mjs';
import { outFolder } from './project-folders.mjs';
import { isStartedDirectly, runPackageBinary, runScript } from './run-program.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { inspectableApp, runEndToEndTests } from './test-e2e.mjs';
import { openDisplay } from './virtual-display.mjs';

/** @typedef {{packaging: string, packagedEndToEnd: string}} Reports where the counts go, as JSON */

/** The version of the package that is made to see that it says so; tests/support/packaged-app.ts knows it. */
const nextVersion = '1.0.1';

/** What must also work in the package: signing on, keying through a cut link and a kill, a page that is locked in. */
const endToEndTests = ['sign-on', 'keying-offline', 'locked-down'];

/**
 * Packages what was built and tests the packages: fuses, doors that must be shut, the app's own check, and some of the
 * end-to-end tests inside the packaged app. What this machine cannot build is said and left out.
 * @param {Reports} reports
 */
export async function testPackages(reports) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return console.log('Packages are tested on Linux x64 only: left out here.');
  const { executable } = await electronRuntime();
  await ensureSystemLibraries(executable);
  const folder = join(outFolder, 'packages');
  const rows = [
    ...await packageApp(['dir', 'tar.gz', 'AppImage', 'deb'], { outFolder: join(folder, 'shipped'), quick: true }),
    ...await packageApp(['dir'], { outFolder: join(folder, 'next'), version: nextVersion }),
  ];
  const packaged = await inspectableApp();
  console.log(resultTable(rows));
  if (rows.some(({ target, result }) => result === 'failed' || (target === 'dir' && result !== 'built'))) return 1;
  return (await vitest(reports.packaging)) || runEndToEndTests(
    [...endToEndTests, '--reporter=list,json'], { KEYROOM_PACKAGED_APP: packaged, PLAYWRIGHT_JSON_OUTPUT_NAME: reports.packagedEndToEnd },
  );
}

/** @param {string} report */
async function vitest(report) {
  const display = await openDisplay();
  try {
    return await runPackageBinary('vitest', 'vitest', ['run', '--project', 'packaging', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], display.env);
  } finally {
    await display.close();
  }
}

if (isStartedDirectly(import.meta.url)) {
  runScript(async () => {
    await buildIfMissing();
    return testPackages({ packaging: join(outFolder, 'packaging.json'), packagedEndToEnd: join(outFolder, 'packaged-e2e.json') });
  });
}
