import { itemSchema } from '../../shared/domain/item';
import type { Item } from '../../shared/domain/item';
import { FLOOR_SCOPE, type PullRequest } from '../../shared/protocol/pull';
import type { PullPage } from './store';

/** A row of the feed as it is stored: its body is JSON text. */
export type StoredFeedRow = Readonly<{
  scope: string;
  kind: string;
  key: string;
  pos: number;
  gone: boolean;
  body: string;
}>;

/** One consistent view of a site's feed. */
export interface FeedSnapshot {
  readonly feedId: string;
  /** Up to where the site's feed has grown. */
  readonly head: number;
  /** Rows of a scope above `after` in the order of `pos`, at most `limit`. Behind those that fill `maxBytes` bodies may be left out. */
  rows(ask: Readonly<{ scope: string; after: number; limit: number; maxBytes: number; withGone: boolean }>): Promise<readonly StoredFeedRow[]>;
  /** The next seq of each stream that the site knows. */
  nextSeqs(streamIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Bodies of notices can be large: a page ends with the row that fills this. */
const PAGE_MAX_BYTES = 8 * 1024 * 1024;

/** What a page holds of one scope. */
type ScopePage = Readonly<{ scope: string; known: number; cursor: number; rows: readonly StoredFeedRow[]; bytes: number; drained: boolean }>;

/** Reads one page of everything that a desk follows. */
export async function readPullPage(snapshot: FeedSnapshot, request: PullRequest): Promise<PullPage> {
  const pages: ScopePage[] = [];
  for (const scope of inOrder(Object.keys(request.cursors))) {
    pages.push(await readScope(snapshot, scope, cursorOf(snapshot, request, scope), roomBehind(pages, request.limit)));
  }
  const rows = pages.flatMap((page) => page.rows);
  const more = pages.some((page) => !page.drained);
  checkMoves(pages, more);
  return {
    head: {
      v: 1, feedId: snapshot.feedId,
      cursors: Object.fromEntries(pages.map((page) => [page.scope, page.cursor])),
      resets: pages.filter((page) => page.known === 0).map((page) => page.scope),
      drained: pages.filter((page) => page.drained).map((page) => page.scope),
      more, rowCount: rows.length,
      streams: more ? {} : await streamsOf(snapshot, request.streamIds),
      documents: documentsOf(rows),
    },
    lines: rows.map(lineOf),
  };
}

type Room = Readonly<{ rows: number; bytes: number }>;

function roomBehind(pages: readonly ScopePage[], limit: number): Room {
  const sum = (of: (page: ScopePage) => number): number => pages.reduce((total, page) => total + of(page), 0);
  return { rows: limit - sum((page) => page.rows.length), bytes: PAGE_MAX_BYTES - sum((page) => page.bytes) };
}

async function readScope(snapshot: FeedSnapshot, scope: string, known: number, room: Room): Promise<ScopePage> {
  // One row more than there is room for tells that there are more.
  const read = await snapshot.rows({ scope, after: known, limit: room.rows + 1, maxBytes: room.bytes, withGone: known > 0 });
  const { rows, bytes } = takeWithin(read, room);
  const drained = rows.length === read.length;
  return { scope, known, rows, bytes, drained, cursor: drained ? snapshot.head : (rows.at(-1)?.pos ?? known) };
}

/** Whoever is told that there is more asks again at once: a page that moved no cursor would keep them asking for ever. */
function checkMoves(pages: readonly ScopePage[], more: boolean): void {
  if (!more || pages.some((page) => page.cursor > page.known)) return;
  throw new Error('a page of the feed says that there is more and moves no cursor');
}

/** Reference rows first: what queues mention is known by then. The floor last: nobody's keying waits for it. */
function inOrder(scopes: readonly string[]): readonly string[] {
  const rank = (scope: string): number => (scope === 'reference' ? 0 : scope === FLOOR_SCOPE ? 2 : 1);
  return [...scopes].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** A cursor of another feed, or from a future that a restore took back, counts for nothing. */
function cursorOf(snapshot: FeedSnapshot, request: PullRequest, scope: string): number {
  const cursor = request.cursors[scope] ?? 0;
  return request.feedId === snapshot.feedId && cursor <= snapshot.head ? cursor : 0;
}

/** Rows up to the one that fills the room: a row that is larger than a page is a page. */
function takeWithin(rows: readonly StoredFeedRow[], room: Room): Pick<ScopePage, 'rows' | 'bytes'> {
  const taken: StoredFeedRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (taken.length >= room.rows || bytes >= room.bytes) break;
    taken.push(row);
    bytes += Buffer.byteLength(row.body);
  }
  return { rows: taken, bytes };
}

async function streamsOf(
  snapshot: FeedSnapshot,
  streamIds: readonly string[],
): Promise<Record<string, { foldedUpTo: number; freeUpTo: number }>> {
  const nextSeqs = await snapshot.nextSeqs(streamIds);
  return Object.fromEntries(
    streamIds.map((id) => {
      const committed = (nextSeqs.get(id) ?? 1) - 1;
      // No backup is set up: what has been committed may leave the journal.
      return [id, { foldedUpTo: committed, freeUpTo: committed }];
    }),
  );
}

/** Pages of open items, the most urgent first, each once. */
function documentsOf(rows: readonly StoredFeedRow[]): { hash: string; sizeBytes: number }[] {
  const open = rows
    .filter((row) => row.kind === 'item' && !row.gone)
    .map((row) => itemSchema.parse(JSON.parse(row.body)))
    .filter((item) => item.state === 'open')
    .sort(byUrgency);
  const documents = new Map(open.flatMap((item) => item.pages).map(({ hash, sizeBytes }) => [hash, { hash, sizeBytes }]));
  return [...documents.values()];
}

function byUrgency(a: Item, b: Item): number {
  if (a.dueAtUtc !== b.dueAtUtc) return a.dueAtUtc < b.dueAtUtc ? -1 : 1;
  return a.position - b.position;
}

function lineOf(row: StoredFeedRow): string {
  const { scope, key, pos, kind } = row;
  const head = row.gone ? { scope, key, pos, kind: 'gone', goneKind: kind } : { scope, key, pos, kind };
  if (row.body === '') return JSON.stringify(head);
  // The body is JSON already: the row closes with it as its last member.
  return `${JSON.stringify(head).slice(0, -1)},"${row.gone ? 'moved' : 'row'}":${row.body}}`;
}
