import type { Clock } from '../clock';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** No byte within this means no link: a satellite hop with a loss or two still fits. */
export const SILENCE_MS = 20_000;

/** A link that carries less than this is none. */
const FLOOR_BYTES_PER_MS = 4;

/** How long a request may go without a sign of life, and who may end it before. */
export type Patience = Readonly<{ clock: Clock; silenceMs?: number; signal?: AbortSignal | undefined }>;

type Send = Readonly<{ method: string; headers: Record<string, string>; body?: string }>;

/**
 * Sends a request and gives up only when nothing moves.
 *
 * The answer's head may take as long as silence lasts and what the request's body needs at the floor rate; each further
 * byte may take as long as silence lasts, and only while the reader waits for one. A large exchange on a slow link that
 * moves is not broken off.
 */
export async function fetchPatiently(fetch: Fetch, url: string, send: Send, patience: Patience): Promise<Response> {
  const silenceMs = patience.silenceMs ?? SILENCE_MS;
  const watch = new Watch(patience);
  watch.expectWithin(silenceMs + Buffer.byteLength(send.body ?? '') / FLOOR_BYTES_PER_MS);
  try {
    const response = await watch.orAborted(fetch(url, { ...send, redirect: 'error', signal: watch.signal }));
    watch.rest();
    const { status, headers, body } = response;
    if (body !== null) return new Response(watched(body, watch, silenceMs), { status, headers });
    watch.end();
    return response;
  } catch (error) {
    watch.end();
    throw error;
  }
}

/** One request's timer and its end from outside, in one signal. (Electron 25 has no `AbortSignal.any`.) */
class Watch {
  private readonly abort = new AbortController();
  private readonly aborted: Promise<never>;
  private readonly stop = (): void => this.abort.abort(new Error('stopped'));
  rest: () => void = () => undefined;

  constructor(private readonly patience: Patience) {
    this.aborted = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason as Error), { once: true });
    });
    this.aborted.catch(() => undefined);
    if (patience.signal?.aborted === true) this.stop();
    patience.signal?.addEventListener('abort', this.stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  expectWithin(ms: number): void {
    this.rest();
    this.rest = this.patience.clock.after(ms, () => this.abort.abort(new Error(`silent for ${Math.round(ms)} ms`)));
  }

  /** Ends with the signal even where what is waited for does not heed it. */
  orAborted<T>(waited: Promise<T>): Promise<T> {
    return Promise.race([waited, this.aborted]);
  }

  end(): void {
    this.rest();
    this.patience.signal?.removeEventListener('abort', this.stop);
  }
}

/** The same bytes, with the watch on while one is waited for. */
function watched(body: ReadableStream<Uint8Array>, watch: Watch, silenceMs: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    pull: async (out) => {
      watch.expectWithin(silenceMs);
      try {
        const { done, value } = await watch.orAborted(reader.read());
        watch.rest();
        if (!done) return out.enqueue(value);
        watch.end();
        out.close();
      } catch (error) {
        watch.end();
        out.error(error);
        reader.cancel(error).catch(() => undefined);
      }
    },
    cancel: async (reason) => {
      watch.end();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}
