import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const targetsSchema = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string().optional() }));
const messageSchema = z.object({ id: z.number().optional(), result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });
const valueSchema = z.object({ result: z.object({ value: z.unknown().optional() }), exceptionDetails: z.unknown().optional() });

type Waiting = Readonly<{ resolve: (result: unknown) => void; reject: (error: Error) => void }>;

const LOOK_MS = 50;
const LOADED_WITHIN_MS = 10_000;

/** Where a running Electron writes its debugging port; to be forgotten before each start. */
export function portFile(profileFolder: string): string {
  return join(profileFolder, 'DevToolsActivePort');
}

export function forgetPort(profileFolder: string): Promise<void> {
  return rm(portFile(profileFolder), { force: true });
}

/**
 * The page of an app that was started with `--remote-debugging-port=0`, driven by keys from outside.
 *
 * A test driver that holds the start of an app cannot follow one that starts another version of itself.
 */
export class CdpPage {
  private readonly waiting = new Map<number, Waiting>();
  private sent = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.take(String(data)));
    socket.addEventListener('close', () => this.fail());
  }

  /** Waits until an app of this profile shows a page. */
  static async attach(profileFolder: string, withinMs: number): Promise<CdpPage> {
    const untilMs = Date.now() + withinMs;
    for (;;) {
      const url = await pageUrl(profileFolder).catch(() => null);
      const page = url === null ? null : await open(url).catch(() => null);
      if (page !== null) return new CdpPage(page);
      if (Date.now() > untilMs) throw new Error(`no page of ${profileFolder} within ${withinMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** The value of an expression in the page; promises are waited for. */
  async value(expression: string): Promise<unknown> {
    const answer = valueSchema.parse(await this.evaluate(expression));
    if (answer.exceptionDetails !== undefined) throw new Error(`the page threw at ${expression}`);
    return answer.result.value;
  }

  /** Waits until the page's text holds all of these. */
  async shows(...texts: readonly string[]): Promise<void> {
    const untilMs = Date.now() + 30_000;
    for (;;) {
      const shown = String(await this.value('(document.body?.innerText ?? "") + [...document.querySelectorAll("input, textarea")].map((each) => each.value).join(" ")'));
      if (texts.every((text) => shown.includes(text))) return;
      if (Date.now() > untilMs) throw new Error(`the page does not show ${texts.join(', ')} but ${shown.slice(0, 600)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Waits until a row of a list has the focus: from then on Enter opens it. */
  async rowFocused(): Promise<void> {
    const untilMs = Date.now() + 30_000;
    while ((await this.value('document.activeElement?.getAttribute("role")')) !== 'row') {
      if (Date.now() > untilMs) throw new Error('no row has the focus');
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  async type(text: string): Promise<void> {
    for (const char of text) await this.send('Input.dispatchKeyEvent', { type: 'keyDown', text: char, key: char }).then(() => this.send('Input.dispatchKeyEvent', { type: 'keyUp', key: char }));
  }

  /** One key by its name, such as `Enter`; modifiers: 1 Alt, 2 Control, 8 Shift. */
  async press(key: string, modifiers = 0): Promise<void> {
    const code = KEY_CODES[key] ?? key.toUpperCase().charCodeAt(0);
    const about = { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, windowsVirtualKeyCode: code, modifiers };
    await this.send('Input.dispatchKeyEvent', { ...about, type: 'rawKeyDown' });
    if (key === 'Enter' && modifiers === 0) await this.send('Input.dispatchKeyEvent', { ...about, type: 'char', text: '\r' });
    await this.send('Input.dispatchKeyEvent', { ...about, type: 'keyUp' });
  }

  /** A picture of the page as PNG bytes. */
  async picture(): Promise<Buffer> {
    const { data } = z.object({ data: z.string() }).parse(await this.send('Page.captureScreenshot', { format: 'png' }));
    return Buffer.from(data, 'base64');
  }

  /** A page that is only being loaded has nothing yet to evaluate in. */
  private async evaluate(expression: string): Promise<unknown> {
    for (const untilMs = Date.now() + LOADED_WITHIN_MS; ; ) {
      try {
        return await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      } catch (error) {
        if (!(error instanceof Error) || !error.message.includes('execution context') || Date.now() > untilMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    }
  }

  close(): void {
    this.socket.close();
  }

  private send(method: string, params: unknown = {}): Promise<unknown> {
    this.sent += 1;
    const id = this.sent;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  private take(text: string): void {
    const { id, result, error } = messageSchema.parse(JSON.parse(text));
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (id !== undefined) this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }

  private fail(): void {
    for (const { reject } of this.waiting.values()) reject(new Error('the page is gone'));
    this.waiting.clear();
  }
}

const KEY_CODES: Readonly<Record<string, number>> = { Enter: 13, Tab: 9, Escape: 27, ArrowDown: 40, F1: 112, F9: 120 };

async function pageUrl(profileFolder: string): Promise<string | null> {
  const [port] = (await readFile(portFile(profileFolder), 'utf8')).split('\n');
  const targets = targetsSchema.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
  return targets.find(({ type, url }) => type === 'page' && url.startsWith('keyroom:'))?.webSocketDebuggerUrl ?? null;
}

function open(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => resolve(socket));
    socket.addEventListener('error', () => reject(new Error('the page does not answer')));
  });
}
