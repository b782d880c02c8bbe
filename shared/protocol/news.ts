import { z } from 'zod';
import { scopeSchema } from './pull';

/**
 * `GET /v1/news` with a desk's token: server-sent events named `news`, one when the site's feed has grown, one at the
 * start, and a comment every 15 s. It only says that a pull is worth it; a desk that hears nothing polls.
 */
export const newsSchema = z.object({
  feedId: z.string(),
  pos: z.int().min(0),
  /** The scopes that have grown; without it any may have. A desk that follows none of them need not pull. */
  scopes: z.array(scopeSchema).optional(),
});
export type FeedNews = Readonly<z.infer<typeof newsSchema>>;

/** More scopes than this are not listed one by one. */
export const NEWS_MAX_SCOPES = 50;

export const NEWS_HEARTBEAT_MS = 15_000;
