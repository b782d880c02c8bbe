import { pullHeadSchema, type PullHead } from '../../shared/protocol/pull';
import type { SegmentedLog } from '../log/segmented-log';

/** When the inbox has grown past this, a fresh snapshot is pulled and what stands before it is deleted. */
const RENEW_ABOVE_BYTES = 64 * 1024 * 1024;

/** The inbox: pulled pages as they came, each with its head on the first line; only the head is ever read here. */
export class Inbox {
  private feedId: string | null = null;
  private cursors: Record<string, number> = {};
  private readonly wanted = new Map<string, number>();
  /** While a fresh snapshot is wanted: the index of its first page once that is here; all before it goes when the last is. */
  private renewal: { firstPage: number | null } | null = null;

  private constructor(readonly log: SegmentedLog, private readonly renewAboveBytes: number) {}

  static async open(log: SegmentedLog, renewAboveBytes: number = RENEW_ABOVE_BYTES): Promise<Inbox> {
    const inbox = new Inbox(log, renewAboveBytes);
    for (let from = log.firstIndex; from < log.nextIndex; ) {
      const records = await log.read(from, RENEW_ABOVE_BYTES / 8);
      for (const { text } of records) inbox.note(headOfPage(text));
      from = (records.at(-1)?.index ?? log.nextIndex) + 1;
    }
    // A page that cannot be read may have held rows that no later page repeats.
    if (log.damagedRecords > 0) inbox.renew();
    return inbox;
  }

  /** Where to pull on from; a scope that was never pulled starts at 0. */
  position(scopes: readonly string[]): Readonly<{ feedId: string | null; cursors: Record<string, number> }> {
    return { feedId: this.feedId, cursors: Object.fromEntries(scopes.map((s) => [s, this.cursors[s] ?? 0])) };
  }

  /** Documents that pulled rows have mentioned: hash to size, in the order of mention. */
  get documents(): ReadonlyMap<string, number> {
    return this.wanted;
  }

  /** Stores a page; answers with its head once the page is durable. Null when it has no head, or not all of its rows. */
  async store(page: string): Promise<PullHead | null> {
    const head = headOfPage(page);
    if (head === null || rowsOf(page) !== head.rowCount) return null;
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

  private note(head: PullHead | null): void {
    if (head === null) return;
    // Cursors of another feed mean nothing in this one.
    this.cursors = head.feedId === this.feedId ? { ...this.cursors, ...head.cursors } : { ...head.cursors };
    this.feedId = head.feedId;
    for (const { hash, sizeBytes } of head.documents) this.wanted.set(hash, sizeBytes);
  }

  private async renewWhenLarge(head: PullHead, index: number): Promise<void> {
    if (this.renewal !== null) this.renewal.firstPage ??= index;
    if (head.more) return;
    if (this.renewal?.firstPage != null) {
      await this.log.dropBefore(this.renewal.firstPage);
      this.renewal = null;
    } else if (this.log.sizeBytes > this.renewAboveBytes) {
      await this.log.roll();
      this.renew();
    }
  }
}

/** The head of a pulled page: its first line. */
export function headOfPage(page: string): PullHead | null {
  const end = page.indexOf('\n');
  try {
    const head = pullHeadSchema.safeParse(JSON.parse(end < 0 ? page : page.slice(0, end)));
    return head.success ? head.data : null;
  } catch {
    return null;
  }
}

/** The rows of a page are the lines below its head. */
function rowsOf(page: string): number {
  return page.split('\n').filter((line) => line !== '').length - 1;
}
