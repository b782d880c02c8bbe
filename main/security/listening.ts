import { connect, createServer } from 'node:net';

export type Listening = Readonly<{ close: () => Promise<void> }>;

/** Listens at a socket or pipe without keeping the process; null when somebody has the address. */
export function listen(address: string, onKnock: () => unknown): Promise<Listening | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      onKnock();
      socket.on('error', () => undefined);
      socket.end();
    });
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => {
      server.unref();
      resolve({ close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

/** Whether somebody listens there. Only a plain no counts as one: who is too busy to answer, or not ours, is there. */
export function knock(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'));
  });
}
