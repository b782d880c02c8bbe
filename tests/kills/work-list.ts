import type { Desk } from '../../main/desk';
import type { Port } from '../../main/sync/log-stream';
import type { Item } from '../../shared/domain/item';
import { journalRecordSchema } from '../../shared/domain/journal-record';
import type { LogName, ToMain, ToWorker } from '../../shared/ipc/log-port';
import { feedRowSchema } from '../../shared/protocol/pull';

/** The open items of an operator, read from journal and inbox over the desk's own port: what was submitted here is not open. */
export class WorkList {
  readonly #open = new Map<string, Item>();
  readonly #submitted = new Set<string>();
  readonly #drafts = new Map<string, Readonly<{ mutationId: string; revision: number }>>();
  readonly #read = new Set<LogName>();
  #hear: (message: unknown) => void = () => undefined;

  constructor(desk: Desk, private readonly operatorId: string) {
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

  /** The next item; null until both logs were read to their ends once, or when there is none. */
  next(): Item | null {
    if (this.#read.size < 2) return null;
    for (const [id, item] of this.#open) {
      this.#open.delete(id);
      if (!this.#submitted.has(id)) return item;
    }
    return null;
  }

  draftOf(itemId: string): Readonly<{ mutationId: string; revision: number }> | undefined {
    return this.#drafts.get(itemId);
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
    const record = journalRecordSchema.parse(JSON.parse(text));
    if (record.t === 'mutation' && record.mutation.kind === 'submit') this.#submitted.add(record.mutation.itemId);
    if (record.t === 'draft') this.#drafts.set(record.draft.itemId, { mutationId: record.draft.mutationId, revision: record.draft.revision });
  }

  #readPage(page: string): void {
    for (const line of page.split('\n').slice(1)) {
      const row = line === '' ? undefined : feedRowSchema.parse(JSON.parse(line));
      if (row?.kind !== 'item') continue;
      if (row.row.state === 'open' && row.row.assignedTo === this.operatorId) this.#open.set(row.key, row.row);
      else this.#open.delete(row.key);
    }
  }
}
