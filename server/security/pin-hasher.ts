import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { runPinJob, type PinJob } from './pin-hash';

/** Hashes and verifies PINs. */
export interface PinHasher {
  hash(pin: string): Promise<string>;
  verify(pin: string, hash: string): Promise<boolean>;
  close(): Promise<void>;
}

type Answer = Readonly<{ jobId: number } & ({ ok: true; value: string | boolean } | { ok: false; message: string })>;
type Waiting = Readonly<{ resolve: (value: string | boolean) => void; reject: (error: Error) => void }>;

/** Hashes in a worker where it has been built beside this module, else in this thread (when run from the sources). */
export function openPinHasher(): PinHasher {
  const file = join(dirname(fileURLToPath(import.meta.url)), 'pin-hash-worker.mjs');
  return existsSync(file) ? hasherOn(new WorkerJobs(file)) : hasherOn({ run: runPinJob, close: async () => undefined });
}

type Jobs = Readonly<{ run: (job: PinJob) => Promise<string | boolean>; close: () => Promise<void> }>;

function hasherOn(jobs: Jobs): PinHasher {
  return {
    hash: async (pin) => String(await jobs.run({ kind: 'hash', pin })),
    verify: async (pin, hash) => (await jobs.run({ kind: 'verify', pin, hash })) === true,
    close: () => jobs.close(),
  };
}

/** One worker, started with the first job and again after it broke. */
class WorkerJobs {
  readonly #file: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastJobId = 0;

  constructor(file: string) {
    this.#file = file;
  }

  run = async (job: PinJob): Promise<string | boolean> => {
    this.#worker ??= this.#start();
    this.#lastJobId += 1;
    const jobId = this.#lastJobId;
    const answer = new Promise<string | boolean>((resolve, reject) => this.#waiting.set(jobId, { resolve, reject }));
    this.#worker.postMessage({ jobId, job });
    return answer;
  };

  close = async (): Promise<void> => {
    await this.#worker?.terminate();
  };

  #start(): Worker {
    const worker = new Worker(this.#file);
    worker.unref();
    worker.on('message', (answer: Answer) => this.#settle(answer));
    worker.on('error', (error) => this.#breakOff(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.#breakOff(new Error('the hashing worker ended')));
    return worker;
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.jobId);
    this.#waiting.delete(answer.jobId);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new Error(answer.message));
  }

  #breakOff(error: Error): void {
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
