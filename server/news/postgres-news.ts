import pg from 'pg';
import { z } from 'zod';
import { newsSchema } from '../../shared/protocol/news';
import { parseJson } from '../../shared/protocol/parse-json';
import type { News } from './news';
import { NewsBoard } from './news-board';

const CHANNEL = 'keyroom_news';
const RECONNECT_MS = 1000;

const payloadSchema = newsSchema.omit({ feedId: true }).extend({ siteId: z.string() });

/** News over LISTEN/NOTIFY: one connection a process, which comes back by itself when PostgreSQL does. */
export class PostgresNews implements News {
  readonly #connectionString: string;
  readonly #feedHead: (siteId: string) => Promise<number>;
  readonly #board = new NewsBoard();
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  private constructor(connectionString: string, feedHead: (siteId: string) => Promise<number>) {
    this.#connectionString = connectionString;
    this.#feedHead = feedHead;
  }

  static async open(connectionString: string, feedHead: (siteId: string) => Promise<number>): Promise<PostgresNews> {
    const news = new PostgresNews(connectionString, feedHead);
    await news.#listen();
    return news;
  }

  subscribe: News['subscribe'] = (siteId, onGrown) => this.#board.subscribe(siteId, onGrown);

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#board.close();
    await this.#client?.end().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#connectionString, keepAlive: true, application_name: 'keyroom news' });
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    client.on('notification', ({ payload }) => this.#hear(payload));
    this.#client = client;
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      await this.#catchUp();
    } catch {
      this.#lose(client);
    }
  }

  #lose(client: pg.Client): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    void client.end().catch(() => undefined);
    this.#retry = setTimeout(() => void this.#listen(), RECONNECT_MS);
  }

  #hear(payload: string | undefined): void {
    // Anybody in the database may notify on any channel: what is not ours is passed over.
    const said = payloadSchema.safeParse(parseJson(payload ?? ''));
    if (!said.success) return;
    const { siteId, ...grown } = said.data;
    this.#board.tell(siteId, grown);
  }

  /** What was said while nobody listened is gone: every site is told where its feed stands now. */
  async #catchUp(): Promise<void> {
    for (const siteId of this.#board.siteIds()) this.#board.tell(siteId, { pos: await this.#feedHead(siteId) });
  }
}
