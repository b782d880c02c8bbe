import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { electronFile, sandboxFlags } from './apps';

const messageSchema = z.object({ id: z.number().optional(), result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });
const targetsSchema = z.object({ targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })) });
const attachedSchema = z.object({ sessionId: z.string() });
const valueSchema = z.object({ result: z.object({ value: z.number() }) });

type Waiting = Readonly<{ resolve: (result: unknown) => void; reject: (error: Error) => void }>;

/**
 * Electron started as a user starts it, and looked at from outside over Chromium's debugging pipe.
 *
 * Playwright would hold the app's start until it has attached, on both sides alike, and so hide a part of the difference.
 */
export class PipedElectron {
  readonly startedAtMs = Date.now();
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private sent = 0;
  private rest = '';

  constructor(args: readonly string[]) {
    this.child = spawn(electronFile(), [...sandboxFlags(), '--remote-debugging-pipe', ...args], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    (this.child.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.take(text));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Milliseconds from the start to the first frame in which a box of the page has the focus. */
  async usableMs(): Promise<number> {
    for (;;) {
      const at = await this.focusedAtMs().catch(() => null);
      if (at !== null) return at - this.startedAtMs;
      if (this.child.exitCode !== null) throw new Error('Electron ended before it could be used');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    void this.send('Browser.close').catch(() => undefined);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
  }

  /** Null as long as there is no page; rejects when it goes away meanwhile. */
  private async focusedAtMs(): Promise<number | null> {
    const { targetInfos } = targetsSchema.parse(await this.send('Target.getTargets'));
    const page = targetInfos.find(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank');
    if (page === undefined) return null;
    const { sessionId } = attachedSchema.parse(await this.send('Target.attachToTarget', { targetId: page.targetId, flatten: true }));
    const answer = await this.send('Runtime.evaluate', { expression: WHEN_FOCUSED, awaitPromise: true, returnByValue: true }, sessionId);
    return valueSchema.parse(answer).result.value;
  }

  private send(method: string, params: unknown = {}, sessionId?: string): Promise<unknown> {
    this.sent += 1;
    const id = this.sent;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    });
  }

  private take(text: string): void {
    const parts = (this.rest + text).split('\0');
    this.rest = parts.pop() ?? '';
    for (const part of parts) {
      const { id, result, error } = messageSchema.parse(JSON.parse(part));
      const waiting = id === undefined ? undefined : this.waiting.get(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error.message));
    }
  }
}

/** In the page: the time, in Unix milliseconds, when a frame with a focused box has been handed over. */
const WHEN_FOCUSED = `new Promise((resolve) => {
  const look = () => {
    if (document.readyState !== 'complete' || !(document.activeElement instanceof HTMLInputElement)) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
})`;
