import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export type ProfileLock = Readonly<{
  /** The socket or pipe that stands for it. */
  address: string;
  release: () => Promise<void>;
}>;

/**
 * Takes a profile for this process: a socket (a named pipe on Windows) named after its path.
 *
 * Null when another process has it; that one is then told, and brings its window to the front (`onSecondStart`).
 */
export async function lockProfile(profileFolder: string, onSecondStart: () => void): Promise<ProfileLock | null> {
  const address = addressOf(profileFolder);
  const first = await listen(address, onSecondStart);
  if (first !== null) return first;
  if (await knock(address)) return null;
  // Nobody answers: what is left of a process that was killed.
  await unlink(address).catch(() => undefined);
  return listen(address, onSecondStart);
}

function addressOf(profileFolder: string): string {
  const name = `keyroom-${createHash('sha256').update(profileFolder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `${name}-${userInfo().username}.sock`);
}

function listen(address: string, onSecondStart: () => void): Promise<ProfileLock | null> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => {
      onSecondStart();
      socket.on('error', () => undefined);
      socket.end();
    });
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => {
      server.unref();
      resolve({ address, release: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

function knock(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
