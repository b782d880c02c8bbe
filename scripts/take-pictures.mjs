import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIfMissing } from './build.mjs';
import { outFolder, projectFolder } from './project-folders.mjs';
import { isStartedDirectly, runScript } from './run-program.mjs';
import { runEndToEndTests } from './test-e2e.mjs';

/** The rooms that the README shows. */
const rooms = ['sign-on', 'queue-empty', 'queue-full', 'queue-offline', 'entry', 'palette', 'floor-full', 'floor-reassign', 'tray-opened'];

/** Takes the README's pictures anew, by the test that looks at every room. */
async function takePictures() {
  await buildIfMissing();
  const code = await runEndToEndTests(['pictures']);
  if (code !== 0) return code;
  const folder = join(projectFolder, 'docs/pictures');
  await mkdir(folder, { recursive: true });
  for (const name of rooms.flatMap((room) => [`${room}-light.png`, `${room}-dark.png`])) {
    await copyFile(join(outFolder, 'pictures', name), join(folder, name));
  }
  return 0;
}

if (isStartedDirectly(import.meta.url)) runScript(takePictures);
