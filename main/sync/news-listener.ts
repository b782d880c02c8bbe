import { createParser } from 'eventsource-parser';
import type { Failure } from '../../shared/protocol/failure';
import { NEWS_HEARTBEAT_MS, newsSchema, type FeedNews } from '../../shared/protocol/news';
import { parseJson } from '../../shared/protocol/parse-json';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { CentreAnswers } from './centre-link';

/** Two heartbeats and a half without a byte mean that nobody is there any more. */
const SILENCE_MS = NEWS_HEARTBEAT_MS * 2.5;

/** Listens for news until the connection ends or falls silent; `onNews` is called for each, with null for one that cannot be read. */
export async function listenForNews(
  link: Pick<CentreAnswers, 'open'>,
  stop: AbortSignal,
  onNews: (news: FeedNews | null) => void,
): Promise<Result<void, Failure>> {
  const answer = await link.open({
    method: 'GET', path: '/v1/news', headers: { accept: 'text/event-stream' }, signal: stop, silenceMs: SILENCE_MS,
  });
  if (!answer.ok || answer.value.body === null) return answer.ok ? done(undefined) : answer;
  const parser = createParser({ onEvent: ({ event, data }) => void (event === 'news' && onNews(readNews(data))) });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of answer.value.body) parser.feed(decoder.decode(chunk, { stream: true }));
    return done(undefined);
  } catch (error) {
    return failed({ kind: 'unreachable', message: String(error) });
  }
}

function readNews(data: string): FeedNews | null {
  return newsSchema.safeParse(parseJson(data)).data ?? null;
}
