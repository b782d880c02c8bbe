import type { Desk } from '../../main/desk';
import type { Port } from '../../main/sync/log-stream';
import type { Item } from '../../shared/domain/item';
import type { ToMain, ToWorker } from '../../shared/ipc/log-port';
import type { FeedRow } from '../../shared/protocol/pull';

/**
 * What the page's index is to a desk: reads journal and inbox over the desk's own port, as the page's worker does, and
 * keeps in memory which items are open.
 */
export class PageStandIn {
  private readonly open = new Map<string, Item>();
  private hear: (message: unknown) => void = () => undefined;
  private close: () => void = () => undefined;

  constructor(private readonly operatorId: string, private readonly onOthersDone: (itemId: string) => void) {}

  attach(desk: Desk): void {
    const port: Port = {
      post: (message) => queueMicrotask(() => this.take(message)),
      onMessage: (listener) => {
        this.hear = listener;
      },
      onClose: (listener) => {
        this.close = listener;
      },
    };
    desk.attachLogs(port);
    this.hear({ type: 'start', journal: null, inbox: null } satisfies ToMain);
  }

  detach(): void {
    this.close();
  }

  /** The next item that is open, taken off the queue as submitting it would. */
  takeNext(): Item | null {
    for (const [id, item] of this.open) {
      this.open.delete(id);
      return item;
    }
    return null;
  }

  get openCount(): number {
    return this.open.size;
  }

  private take(parcel: ToWorker): void {
    if (parcel.log === 'inbox') for (const page of parcel.records) for (const line of page.split('\n').slice(1)) if (line !== '') this.read(line);
    this.hear({ type: 'taken', log: parcel.log, next: parcel.next } satisfies ToMain);
  }

  private read(line: string): void {
    const row = JSON.parse(line) as FeedRow;
    if (row.kind !== 'item') return;
    if (row.row.state === 'open' && row.row.assignedTo === this.operatorId) this.open.set(row.key, row.row);
    else this.open.delete(row.key);
    if (row.row.state === 'done' && row.row.assignedTo !== this.operatorId) this.onOthersDone(row.key);
  }
}
