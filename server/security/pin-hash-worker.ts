import { parentPort } from 'node:worker_threads';
import { runPinJob, type PinJob } from './pin-hash';

/** Hashing takes half a second of one core: it runs beside the event loop, one job at a time. */
parentPort?.on('message', ({ jobId, job }: Readonly<{ jobId: number; job: PinJob }>) => {
  void runPinJob(job).then(
    (value) => parentPort?.postMessage({ jobId, ok: true, value }),
    (error: unknown) => parentPort?.postMessage({ jobId, ok: false, message: String(error) }),
  );
});
