import { describe, expect, it } from 'vitest';
import { fetchPatiently, type Fetch } from '../../../../main/sync/patient-fetch';
import { HandClock } from '../../../support/desk-fixtures';

const URL_ASKED = 'https://centre.invalid/v1/pull';
const turns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A connection whose every byte a test lets through by hand, and which heeds no signal, as a dead one does not. */
function slowCentre() {
  const clock = new HandClock();
  let head: (response: Response) => void = () => undefined;
  let out: ReadableStreamDefaultController<Uint8Array> | null = null;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      out = controller;
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const fetch: Fetch = () => new Promise((resolve) => {
    head = resolve;
  });
  return {
    clock, fetch, isCancelled: () => cancelled,
    giveHead: () => head(new Response(body)),
    give: (text: string) => out?.enqueue(new TextEncoder().encode(text)),
    end: () => out?.close(),
  };
}

const failureOf = (waited: Promise<unknown>): Promise<string> => waited.then(() => 'none', String);

describe('a request', () => {
  it('of which nothing is heard for twenty seconds is given up', async () => {
    const { clock, fetch } = slowCentre();
    const failure = failureOf(fetchPatiently(fetch, URL_ASKED, { method: 'GET', headers: {} }, { clock }));
    expect(clock.nextTimerMs).toBe(20_000);
    clock.advance(20_000);
    expect(await failure).toContain('silent for 20000 ms');
  });

  it('with a large body has the time that it needs at four kilobytes a second besides', async () => {
    const { clock, fetch, giveHead } = slowCentre();
    const asked = fetchPatiently(fetch, URL_ASKED, { method: 'POST', headers: {}, body: 'é'.repeat(200_000) }, { clock });
    expect(clock.nextTimerMs).toBe(120_000);
    clock.advance(119_999);
    giveHead();
    expect((await asked).status).toBe(200);
    expect(clock.nextTimerMs).toBeNull();
  });

  it('may take an hour for its answer as long as bytes keep coming', async () => {
    const { clock, end, fetch, give, giveHead } = slowCentre();
    const asked = fetchPatiently(fetch, URL_ASKED, { method: 'GET', headers: {} }, { clock });
    giveHead();
    const text = (await asked).text();
    for (let i = 0; i < 200; i += 1) {
      await turns();
      clock.advance(19_000);
      give('.');
    }
    await turns();
    end();
    expect(await text).toBe('.'.repeat(200));
    expect(clock.nextTimerMs).toBeNull();
  });

  it('whose answer falls silent is given up, and the connection with it', async () => {
    const { clock, fetch, give, giveHead, isCancelled } = slowCentre();
    const asked = fetchPatiently(fetch, URL_ASKED, { method: 'GET', headers: {} }, { clock });
    giveHead();
    const failure = failureOf((await asked).text());
    give('half of it');
    await turns();
    clock.advance(20_000);
    expect(await failure).toContain('silent');
    await turns();
    expect([isCancelled(), clock.nextTimerMs]).toEqual([true, null]);
  });

  it('is not given up while nobody reads its answer', async () => {
    const { clock, end, fetch, give, giveHead } = slowCentre();
    const asked = fetchPatiently(fetch, URL_ASKED, { method: 'GET', headers: {} }, { clock });
    giveHead();
    const response = await asked;
    clock.advance(60_000);
    const reader = response.body?.getReader();
    for (const text of ['half', 'the rest']) {
      give(text);
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(text);
      expect(clock.nextTimerMs).toBeNull();
      clock.advance(60_000);
    }
    end();
    expect((await reader?.read())?.done).toBe(true);
  });

  it.each(['before its head', 'in its body'])('ends at once when it is told to %s', async (when) => {
    const { clock, fetch, giveHead, isCancelled } = slowCentre();
    const stop = new AbortController();
    const asked = fetchPatiently(fetch, URL_ASKED, { method: 'GET', headers: {} }, { clock, signal: stop.signal });
    if (when === 'in its body') giveHead();
    const failure = failureOf(when === 'in its body' ? asked.then((response) => response.text()) : asked);
    await turns();
    stop.abort();
    expect(await failure).toContain('stopped');
    await turns();
    expect([isCancelled(), clock.nextTimerMs]).toEqual([when === 'in its body', null]);
    const late = fetchPatiently(fetch, URL_ASKED, { method: 'GET', headers: {} }, { clock, signal: stop.signal });
    expect(await failureOf(late)).toContain('stopped');
  });
});
