import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../project-folders.mjs';
import { runScript } from '../run-program.mjs';
import { drawIcon } from './icon-drawing.mjs';
import { icnsFile, icoFile } from './icon-files.mjs';

const sizesPx = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const largestOnWindowsPx = 256;

/** Draws the app's icon anew in every size and form into packaging/; its results are committed. */
async function drawIcons() {
  const folder = join(projectFolder, 'packaging');
  await mkdir(join(folder, 'icons'), { recursive: true });
  const pictures = sizesPx.map((sizePx) => {
    const canvas = drawIcon(sizePx);
    return { sizePx, png: canvas.toBuffer('image/png'), rgba: canvas.getContext('2d').getImageData(0, 0, sizePx, sizePx).data };
  });
  for (const { sizePx, png } of pictures) await writeFile(join(folder, 'icons', `${sizePx}x${sizePx}.png`), png);
  await writeFile(join(folder, 'icon.ico'), icoFile(pictures.filter(({ sizePx }) => sizePx <= largestOnWindowsPx)));
  await writeFile(join(folder, 'icon.icns'), icnsFile(pictures));
}

runScript(drawIcons);
