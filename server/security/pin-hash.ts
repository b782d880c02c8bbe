import { argon2id, argon2Verify } from 'hash-wasm';
import { randomBytes } from 'node:crypto';

/** What a hashing worker is asked for. */
export type PinJob = Readonly<{ kind: 'hash'; pin: string }> | Readonly<{ kind: 'verify'; pin: string; hash: string }>;

/** Argon2id with 64 MiB, 3 passes and 1 lane, as an encoded string that names its own parameters. */
export async function runPinJob(job: PinJob): Promise<string | boolean> {
  switch (job.kind) {
    case 'hash':
      return argon2id({
        password: job.pin, salt: randomBytes(16), memorySize: 64 * 1024, iterations: 3, parallelism: 1, hashLength: 32,
        outputType: 'encoded',
      });
    case 'verify':
      return argon2Verify({ password: job.pin, hash: job.hash });
    default:
      return unreachable(job);
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown job ${JSON.stringify(value)}`);
}
