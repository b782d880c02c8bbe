import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** The disk under a folder. */
export async function surveyDisk(folder: string) {
  const { bavail, blocks, bsize } = await statfs(folder);
  const isWritable = await access(folder, constants.W_OK).then(() => true, () => false);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, isWritable };
}

/** The cached documents: how many are whole and how many are parts of a broken transfer. */
export async function surveyDocuments(folder: string) {
  const survey = { wholeCount: 0, wholeBytes: 0, partCount: 0, partBytes: 0, otherCount: 0 };
  for (const name of await readdir(folder)) {
    const { size } = await stat(join(folder, name)).catch(() => ({ size: 0 }));
    if (/^[0-9a-f]{64}$/.test(name)) {
      survey.wholeCount += 1;
      survey.wholeBytes += size;
    } else if (/^[0-9a-f]{64}\.part$/.test(name)) {
      survey.partCount += 1;
      survey.partBytes += size;
    } else {
      survey.otherCount += 1;
    }
  }
  return survey;
}

/** All files below a folder, by number and size. */
export async function surveyFiles(folder: string): Promise<Readonly<{ fileCount: number; sizeBytes: number }>> {
  let fileCount = 0;
  let sizeBytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const below = entry.isDirectory() ? await surveyFiles(path) : { fileCount: 1, sizeBytes: await sizeOf(path) };
    fileCount += below.fileCount;
    sizeBytes += below.sizeBytes;
  }
  return { fileCount, sizeBytes };
}

/** A file that went meanwhile has none. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(({ size }) => size, () => 0);
}
