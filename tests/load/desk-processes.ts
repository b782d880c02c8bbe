import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cpuSeconds } from '../bench/process-tree';
import type { Ask, DeskSpec, Reply, Told } from './load-messages';
import { together } from './tally';

const WORKER = join(import.meta.dirname, 'load-worker.mjs');

type Waiting = Readonly<{ resolve: (told: Told) => void; reject: (error: Error) => void }>;

/** The processes that the desks run in, each with its share of them. */
export class DeskProcesses {
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private ending = false;

  private constructor(private readonly children: readonly ChildProcess[]) {
    for (const child of children) {
      child.on('message', (reply: Reply) => this.settle(reply));
      child.on('exit', (code) => this.lose(code));
    }
  }

  static start(count: number, nodeFlags: readonly string[]): DeskProcesses {
    return new DeskProcesses(Array.from({ length: count }, () => fork(WORKER, [], { serialization: 'advanced', execArgv: ['--enable-source-maps', ...nodeFlags] })));
  }

  /** Asks all at once; the answer is of all together. `askOf` says what the n-th is asked. */
  async ask(askOf: (n: number, count: number) => Ask): Promise<Told> {
    return together(await Promise.all(this.children.map((child, n) => this.askOne(child, askOf(n, this.children.length)))));
  }

  /** The desks that the n-th process has. */
  share(desks: readonly DeskSpec[], n: number): readonly DeskSpec[] {
    return desks.filter((_, i) => i % this.children.length === n);
  }

  cpuSeconds(): number {
    return this.children.reduce((sum, { pid }) => sum + (pid === undefined ? 0 : cpuSeconds(pid)), 0);
  }

  async end(): Promise<void> {
    this.ending = true;
    await Promise.all(this.children.map(async (child) => {
      if (child.exitCode !== null || !child.connected) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    }));
  }

  private askOne(child: ChildProcess, ask: Ask): Promise<Told> {
    this.asked += 1;
    const id = this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      child.send({ id, ask });
    });
  }

  private settle(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('failed' in reply) waiting?.reject(new Error(reply.failed));
    else waiting?.resolve(reply.told);
  }

  private lose(code: number | null): void {
    if (this.ending) return;
    for (const { reject } of this.waiting.values()) reject(new Error(`a process of desks ended with ${code}`));
  }
}
