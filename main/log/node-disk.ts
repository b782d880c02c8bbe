import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk, DiskFile } from './disk';
import { readPart } from './read-part';
import { syncFolder } from './sync-path';

/** A folder of the real file system as a log's disk; made when missing, readable by its owner alone. */
export async function nodeDisk(folder: string): Promise<Disk> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    list: () => readdir(folder),
    read: (name) => readFile(join(folder, name)),
    readPart: (name, offset, length) => readPart(join(folder, name), offset, length),
    create: async (name) => {
      const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_APPEND;
      const file = await open(join(folder, name), flags, 0o600);
      try {
        await syncFolder(folder);
      } catch (error) {
        await file.close();
        throw error;
      }
      return nodeFile(file);
    },
    remove: async (name) => {
      await unlink(join(folder, name));
      await syncFolder(folder);
    },
  };
}

function nodeFile(file: FileHandle): DiskFile {
  return {
    append: async (bytes) => {
      let offset = 0;
      while (offset < bytes.length) {
        const { bytesWritten } = await file.write(bytes, offset);
        offset += bytesWritten;
      }
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}
