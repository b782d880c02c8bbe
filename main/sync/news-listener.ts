import { createParser } from 'eventsource-parser';
import type { Failure } from '../../shared/protocol/failure';
import { NEWS_HEARTBEAT_MS } from '../../shared/protocol/news';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { Clock } from '../clock';
import type { CentreLink } from './centre-link';

/** Two heartbeats and a half without a byte mean that nobody is there any more. */
const SILENCE_MS = NEWS_HEARTBEAT_MS * 2.5;

/** Listens for news until the connection ends or falls silent; `onNews` is called for each, and never pulls by itself. */
export async function listenForNews(
  link: CentreLink,
  clock: Clock,
  stop: AbortSignal,
  onNews: () => void,
): Promise<Result<void, Failure>> {
  const silence = new AbortController();
  const signal = AbortSignal.any?.([stop, silence.signal]) ?? silence.signal;
  stop.addEventListener('abort', () => silence.abort(), { once: true, signal: silence.signal });
  const answer = await link.open({ method: 'GET', path: '/v1/news', headers: { accept: 'text/event-stream' }, signal });
  if (!answer.ok || answer.value.body === null) return answer.ok ? done(undefined) : answer;
  const parser = createParser({ onEvent: (event) => void (event.event === 'news' && onNews()) });
  const decoder = new TextDecoder();
  let cancelTimer = clock.after(SILENCE_MS, () => silence.abort());
  try {
    for await (const chunk of answer.value.body) {
      cancelTimer();
      cancelTimer = clock.after(SILENCE_MS, () => silence.abort());
      parser.feed(decoder.decode(chunk, { stream: true }));
    }
    return done(undefined);
  } catch (error) {
    return failed({ kind: 'unreachable', message: String(error) });
  } finally {
    cancelTimer();
    silence.abort();
  }
}
