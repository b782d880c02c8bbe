import type { FeedNews } from '../../shared/protocol/news';

export type Grown = Pick<FeedNews, 'pos' | 'scopes'>;

/** Tells, without promising to, that a site's feed has grown, whichever server process wrote it. */
export interface News {
  /** Gives back what ends the subscription. */
  subscribe(siteId: string, onGrown: (grown: Grown) => void): () => void;
  close(): Promise<void>;
}
