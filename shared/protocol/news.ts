import { z } from 'zod';

/**
 * `GET /v1/news` with a desk's token: server-sent events named `news`, one when the site's feed has grown, one at the
 * start, and a comment every 15 s. It only says that a pull is worth it; a desk that hears nothing polls.
 */
export const newsSchema = z.object({ feedId: z.string(), pos: z.int().min(0) });

export const NEWS_HEARTBEAT_MS = 15_000;
