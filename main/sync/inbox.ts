import { parseJson } from '../../shared/protocol/parse-json';
import { pullHeadSchema, type PullHead } from '../../shared/protocol/pull';
import type { SegmentedLog } from '../log/segmented-log';

/** When the inbox has grown past this, and to twice its last snapshot, a fresh one is pulled and what stands before it is deleted. */
const RENEW_ABOVE_BYTES = 64 * 1024 * 1024;
const READ_BYTES = 8 * 1024 * 1024;

/** Documents that were mentioned longest ago are forgotten: what is still open of them is fetched when it is opened. */
const DOCUMENTS_AT_MOST = 20_000;

/** The inbox: pulled pages as they came, each with its head on the first line; only the head is ever read here. */
export class Inbox {
  private feedId: string | null = null;
  private cursors: Record<string, number> = {};
  private streams: PullHead['streams'] = {};
  /** The least version that pages since the last snapshot of everything are in; none while there are no pages. */
  private protocol = Number.POSITIVE_INFINITY;
  /** Whether the last page was the last of its pull. */
  private atEnd = false;
  private readonly mentioned = new Map<string, number>();
  /** What the snapshot at the log's beginning takes: the least that the inbox can be. */
  private snapshotBytes = 0;
  /** While a fresh snapshot is wanted: the index of its first page once that is here; all before it goes when the last is. */
  private renewal: { firstPage: number | null } | null = null;

  private constructor(readonly log: SegmentedLog, private readonly renewAboveBytes: number) {}

  static async open(log: SegmentedLog, renewAboveBytes: number = RENEW_ABOVE_BYTES): Promise<Inbox> {
    const inbox = new Inbox(log, renewAboveBytes);
    await inbox.replay();
    // A page that cannot be read may have held rows that no later page repeats.
    if (log.damagedRecords > 0) inbox.renew();
    return inbox;
  }

  /** Where to pull on from; a scope that was never pulled starts at 0. */
  position(scopes: readonly string[]): Readonly<{ feedId: string | null; cursors: Record<string, number> }> {
    return { feedId: this.feedId, cursors: Object.fromEntries(scopes.map((s) => [s, this.cursors[s] ?? 0])) };
  }

  /** Documents that pulled rows have mentioned lately: hash to size, in the order of mention. */
  get documents(): ReadonlyMap<string, number> {
    return this.mentioned;
  }

  /**
   * Stores a page; answers with its head once the page is durable. Null when it has no head, or not all of its rows. A
   * page that says nothing new is not stored: an idle desk does not wear its disk.
   */
  async store(page: string): Promise<PullHead | null> {
    const head = headOfPage(page);
    if (head === null || rowsOf(page) !== head.rowCount) return null;
    if (!this.isNews(head)) return head;
    const index = await this.log.append([page]);
    this.note(head);
    await this.renewWhenLarge(head, index);
    return head;
  }

  /** Forgets the cursors, so that the next pull brings a snapshot of everything, which then stands for all before it. */
  renew(): void {
    this.cursors = {};
    this.renewal = { firstPage: null };
  }

  /** What was pulled in an older version than is spoken now may lack what the centre held back for that one. */
  renewFor(version: number): void {
    if (version > this.protocol) this.renew();
  }

  private async replay(): Promise<void> {
    let readBytes = 0;
    for (let from = this.log.firstIndex; from < this.log.nextIndex; ) {
      const records = await this.log.read(from, READ_BYTES);
      for (const { text } of records) {
        const head = headOfPage(text);
        readBytes += Buffer.byteLength(text);
        if (head?.more === false && this.snapshotBytes === 0) this.snapshotBytes = readBytes;
        if (head !== null) this.note(head);
      }
      from = (records.at(-1)?.index ?? this.log.nextIndex) + 1;
    }
  }

  private isNews(head: PullHead): boolean {
    if (head.feedId !== this.feedId || head.rowCount > 0 || head.resets.length > 0 || head.more || !this.atEnd) return true;
    const hasMoved = Object.entries(head.cursors).some(([scope, cursor]) => this.cursors[scope] !== cursor);
    return hasMoved || Object.entries(head.streams).some(([streamId, told]) => {
      const known = this.streams[streamId];
      return known?.foldedUpTo !== told.foldedUpTo || known.freeUpTo !== told.freeUpTo;
    });
  }

  private note(head: PullHead): void {
    this.protocol = beginsWhole(head) ? head.protocol : Math.min(this.protocol, head.protocol);
    // Rows that a whole snapshot does not repeat are gone, and with them what they mentioned.
    if (this.atEnd && beginsWhole(head)) this.mentioned.clear();
    // Cursors of another feed mean nothing in this one.
    this.cursors = head.feedId === this.feedId ? { ...this.cursors, ...head.cursors } : { ...head.cursors };
    this.feedId = head.feedId;
    this.streams = head.more ? this.streams : head.streams;
    this.atEnd = !head.more;
    this.mention(head);
  }

  /** Mentioned again counts as mentioned lately. */
  private mention({ documents }: PullHead): void {
    for (const { hash, sizeBytes } of documents) {
      this.mentioned.delete(hash);
      this.mentioned.set(hash, sizeBytes);
    }
    for (const hash of this.mentioned.keys()) {
      if (this.mentioned.size <= DOCUMENTS_AT_MOST) return;
      this.mentioned.delete(hash);
    }
  }

  private async renewWhenLarge(head: PullHead, index: number): Promise<void> {
    if (this.renewal !== null) this.renewal.firstPage ??= index;
    if (head.more) return;
    // The first of all pulls is a snapshot, too.
    if (this.snapshotBytes === 0) this.snapshotBytes = this.log.sizeBytes;
    if (this.renewal?.firstPage != null) {
      await this.log.dropBefore(this.renewal.firstPage);
      this.renewal = null;
      this.snapshotBytes = this.log.sizeBytes;
    } else if (this.log.sizeBytes > Math.max(this.renewAboveBytes, 2 * this.snapshotBytes)) {
      await this.log.roll();
      this.renew();
    }
  }
}

/** Whether everything that was asked for begins anew with this page. */
function beginsWhole({ cursors, resets }: PullHead): boolean {
  const scopes = Object.keys(cursors);
  return scopes.length > 0 && scopes.every((scope) => resets.includes(scope));
}

/** The head of a pulled page: its first line. */
export function headOfPage(page: string): PullHead | null {
  const end = page.indexOf('\n');
  return pullHeadSchema.safeParse(parseJson(end < 0 ? page : page.slice(0, end))).data ?? null;
}

/** The rows of a page are the lines below its head. */
function rowsOf(page: string): number {
  return page.split('\n').filter((line) => line !== '').length - 1;
}
