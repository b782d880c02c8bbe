import { open } from 'node:fs/promises';

/** Makes a rename durable. Windows has no such thing: a folder cannot be opened there. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
