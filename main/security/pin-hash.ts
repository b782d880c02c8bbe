import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

export type PinTask =
  | Readonly<{ kind: 'hash'; pin: string; salt: Uint8Array }>
  | Readonly<{ kind: 'verify'; pin: string; encoded: string }>;

/** Argon2id of PINs, off the main thread: one hash takes about half a second. */
export type PinHash = Readonly<{
  /** The encoded hash, with its own random salt. */
  hash: (pin: string) => Promise<string>;
  verify: (pin: string, encoded: string) => Promise<boolean>;
}>;

/** `workerFile` is the built `pin-hash-worker`. */
export function workerPinHash(workerFile: string = join(__dirname, 'pin-hash-worker.cjs')): PinHash {
  return {
    hash: async (pin) => String(await run(workerFile, { kind: 'hash', pin, salt: randomBytes(16) })),
    verify: async (pin, encoded) => (await run(workerFile, { kind: 'verify', pin, encoded })) === true,
  };
}

function run(workerFile: string, task: PinTask): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile);
    worker.once('message', (answer) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.postMessage(task);
  });
}
