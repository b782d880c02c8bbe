import { argon2id, argon2Verify } from 'hash-wasm';
import { parentPort } from 'node:worker_threads';
import type { PinTask } from './pin-hash';

/** RFC 9106 names 64 MiB and 3 passes as its second recommended choice, for machines short of memory. */
const MEMORY_KIB = 64 * 1024;
const PASSES = 3;

parentPort?.on('message', (task: PinTask) => {
  void answer(task).then((result) => parentPort?.postMessage(result));
});

async function answer(task: PinTask): Promise<string | boolean> {
  if (task.kind === 'verify') return argon2Verify({ password: task.pin, hash: task.encoded });
  return argon2id({
    password: task.pin, salt: task.salt, iterations: PASSES, memorySize: MEMORY_KIB, parallelism: 1, hashLength: 32,
    outputType: 'encoded',
  });
}
