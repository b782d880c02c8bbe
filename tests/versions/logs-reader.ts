import type { Desk } from '../../main/desk';
import type { Port } from '../../main/sync/log-stream';
import type { Item } from '../../shared/domain/item';
import { journalRecordSchema } from '../../shared/domain/journal-record';
import type { LogName, ToMain, ToWorker } from '../../shared/ipc/log-port';
import { feedRowSchema, pullHeadSchema } from '../../shared/protocol/pull';

type FloorItem = Readonly<{ id: string; source: string; assignedTo: string | null; epoch: Item['epoch']; state: string }>;

/** Reads both logs of a desk as its page does, with the schemas of its own build: what they cannot read is counted. */
export class LogsReader {
  /** By scope and key: an item that was moved is gone from one queue and in another. */
  readonly #items = new Map<string, Item>();
  readonly floor = new Map<string, FloorItem>();
  readonly kinds = new Map<string, number>();
  readonly strangers = new Map<string, number>();
  readonly #unsettled = new Map<string, Readonly<{ streamId: string; seq: number; itemId: string | null }>>();
  readonly #submitted = new Set<string>();
  readonly #folded = new Map<string, number>();
  readonly #read = new Set<LogName>();
  #hear: (message: unknown) => void = () => undefined;

  constructor(desk: Pick<Desk, 'attachLogs'>) {
    const port: Port = {
      post: (message) => queueMicrotask(() => this.#take(message)),
      onMessage: (listener) => {
        this.#hear = listener;
      },
      onClose: () => undefined,
    };
    desk.attachLogs(port);
    this.#hear({ type: 'start', journal: null, inbox: null } satisfies ToMain);
  }

  get isRead(): boolean {
    return this.#read.size === 2;
  }

  /** Mutations of all kinds above what their stream is folded up to. */
  get unsettled(): number {
    return [...this.#unsettled.values()].filter(({ streamId, seq }) => seq > (this.#folded.get(streamId) ?? 0)).length;
  }

  openOf(operatorId: string | null): readonly Item[] {
    return [...this.#items.values()].filter((item) => item.state === 'open' && item.assignedTo === operatorId && !this.#submitted.has(item.id));
  }

  #take({ log, records, next, atEnd }: ToWorker): void {
    for (const text of records) {
      if (log === 'journal') this.#readRecord(text);
      else this.#readPage(text);
    }
    if (atEnd) this.#read.add(log);
    this.#hear({ type: 'taken', log, next } satisfies ToMain);
  }

  #readRecord(text: string): void {
    const { data: record } = journalRecordSchema.safeParse(JSON.parse(text));
    if (record?.t === 'settled') this.#folded.set(record.streamId, record.foldedUpTo);
    if (record?.t !== 'mutation') return;
    const { id, seq } = record.mutation;
    const itemId = record.mutation.kind === 'submit' ? record.mutation.itemId : null;
    this.#unsettled.set(id, { streamId: record.streamId, seq, itemId });
    if (itemId !== null) this.#submitted.add(itemId);
  }

  #readPage(page: string): void {
    const [headLine = '', ...lines] = page.split('\n');
    const head = pullHeadSchema.parse(JSON.parse(headLine));
    for (const scope of head.resets) this.#dropScope(scope);
    for (const line of lines.filter((each) => each !== '')) this.#readRow(line);
  }

  #readRow(line: string): void {
    const { success, data: row } = feedRowSchema.safeParse(JSON.parse(line));
    const { kind } = JSON.parse(line) as { kind: string };
    const counts = success ? this.kinds : this.strangers;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (!success) return;
    if (row.kind === 'item') this.#items.set(`${row.scope} ${row.key}`, row.row);
    else if (row.kind === 'gone' && row.goneKind === 'item') this.#items.delete(`${row.scope} ${row.key}`);
    // Builds from before there was a floor do not know the kind.
    else if (row.kind === 'floorItem') this.floor.set(row.key, row.row);
  }

  #dropScope(scope: string): void {
    if (scope === 'floor') this.floor.clear();
    for (const place of this.#items.keys()) if (place.startsWith(`${scope} `)) this.#items.delete(place);
  }
}
