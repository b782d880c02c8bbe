import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { SelfCheckSetting } from './self-check';
import { selfCheckReportSchema, type SelfCheckReport } from './self-check-report';

const PATIENCE_MS = 60_000;

/** What the worker is started with. */
export type SelfCheckTask = Readonly<{ setting: SelfCheckSetting; done: Int32Array; port: MessagePort }>;

/**
 * Checks in a worker and holds the caller until it is done: Electron starts its screen as soon as its main script returns,
 * and on a machine without one it dies of that. Throws when the check itself cannot be made.
 */
export function selfCheckAtOnce(setting: SelfCheckSetting, workerFile: string): SelfCheckReport {
  const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1, port2 } = new MessageChannel();
  const task: SelfCheckTask = { setting, done, port: port2 };
  const worker = new Worker(workerFile, { workerData: task, transferList: [port2] });
  worker.unref();
  const outcome = Atomics.wait(done, 0, 0, PATIENCE_MS);
  const answer = receiveMessageOnPort(port1);
  port1.close();
  if (answer === undefined) throw new Error(`the self-check gave no answer (${outcome})`);
  return selfCheckReportSchema.parse(answer.message);
}
