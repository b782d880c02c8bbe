import fc from 'fast-check';
import { Inbox } from '../../main/sync/inbox';
import { Journal } from '../../main/sync/journal';
import { streamLogs, type Port } from '../../main/sync/log-stream';
import { openIndex, type IndexDatabase } from '../../renderer/store/database';
import { positionIn } from '../../renderer/store/index-meta';
import { indexParcel } from '../../renderer/store/index-parcel';
import type { LogName, ToMain, ToWorker } from '../../shared/ipc/log-port';
import { CAPTURED_AT, counting, draftOf, HandClock, idOf, moveDraft, mutationDraft, sessionDraft } from './desk-fixtures';
import { clientRow, doneItem, floorRow, goneRow, itemOf, itemRow, movedRow, noticeRow, page, QUEUE, sessionRow, type Row } from './feed-pages';
import { ForgetfulDisk } from './forgetful-disk';
import { openLog } from './log-script';

const n = fc.integer({ min: 1, max: 6 });
const row: fc.Arbitrary<Row> = fc.oneof(
  n.map((k) => itemRow(itemOf(k))), n.map((k) => itemRow(doneItem(k, k))), n.map((k) => goneRow('item', idOf('item', k))), n.map(noticeRow),
  n.map((k) => clientRow(k)), n.map((k) => ({ ...itemRow(itemOf(k)), row: { state: 'unheard of' } })),
  n.map((k) => ({ scope: 'reference', kind: 'unheardOf', key: String(k), row: k })),
  n.map((k) => floorRow(itemOf(k))), n.map((k) => floorRow(doneItem(k, k))), n.map((k) => movedRow(k)),
  n.map((k) => sessionRow(k % 2, k)), n.map((k) => sessionRow(k % 2, k, 'floor')), n.map((k) => goneRow('session', idOf('reference', 50 + (k % 2)))),
);

/** What may happen to the logs of a desk; `catchUp` lets the index read on. */
export const eventArbitrary = fc.oneof(
  fc.record({ kind: fc.constant('page' as const), rows: fc.uniqueArray(row, { selector: (r) => `${r.goneKind ?? r.kind} ${r.key}`, maxLength: 6 }), reset: fc.boolean(), whole: fc.boolean() }),
  fc.record({ kind: fc.constant('fold' as const), share: fc.double({ min: 0, max: 1, noNaN: true }), free: fc.boolean(), told: fc.constantFrom('both', 'page', 'journal') }),
  fc.record({ kind: fc.constant('commit' as const), n }),
  fc.record({ kind: fc.constant('draft' as const), n, revision: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('move' as const), n, to: fc.constantFrom(1, 2) }),
  fc.record({ kind: fc.constant('session' as const), n }),
  fc.record({ kind: fc.constant('discard' as const), n }),
  fc.constant({ kind: 'fork' } as const),
  fc.constant({ kind: 'catchUp' } as const),
);
export type Event = typeof eventArbitrary extends fc.Arbitrary<infer E> ? E : never;

let desks = 0;

/** A desk's real logs and the page's real index over them, with the port between them made of two functions. */
export class IndexedDesk {
  private constructor(readonly journal: Journal, readonly inbox: Inbox, private readonly name: string, public index: IndexDatabase) {}

  static async begin(): Promise<IndexedDesk> {
    const journal = await Journal.open(await openLog(new ForgetfulDisk()), counting(), () => CAPTURED_AT);
    const inbox = await Inbox.open(await openLog(new ForgetfulDisk()));
    desks += 1;
    return new IndexedDesk(journal, inbox, `index-${desks}`, openIndex(`index-${desks}`));
  }

  async live(event: Event): Promise<void> {
    switch (event.kind) {
      case 'page': {
        const scopes = [QUEUE, 'reference', 'floor'];
        const cursors = Object.fromEntries(scopes.map((s) => [s, this.inbox.log.nextIndex]));
        await this.inbox.store(page({ cursors, resets: event.reset ? scopes : [], drained: event.whole ? scopes : [], more: !event.whole }, event.rows));
        return;
      }
      case 'fold':
        return this.fold(event);
      case 'commit':
        await this.journal.commit(mutationDraft(event.n));
        return;
      case 'move':
        await this.journal.commit(moveDraft(10 * event.to + event.n, [event.n, event.n + 1], event.to));
        return;
      case 'draft':
        // A draft of what is committed is refused.
        if (this.journal.holds(idOf('mutation', event.n))) return;
        return this.journal.saveDraft(draftOf(event.n, event.revision));
      case 'session':
        await this.journal.commit(sessionDraft(200 + event.n));
        return;
      case 'discard':
        return this.journal.discardDraft(idOf('mutation', event.n));
      case 'fork':
        return this.journal.moveToNewStream();
      case 'catchUp':
        return this.catchUp();
      default:
        event satisfies never;
    }
  }

  /** Lets the index read both logs to their ends, from where it stands. */
  async catchUp(order: readonly LogName[] = ['journal', 'inbox']): Promise<void> {
    for (const log of order) await this.follow(log);
  }

  /** Deletes the index and builds it from the logs alone. */
  async rebuild(order: readonly LogName[]): Promise<void> {
    await this.index.delete();
    this.index = openIndex(this.name);
    await this.catchUp(order);
  }

  /** Every row of every table, but what counts snapshots and changes: their number is nobody's concern. */
  async rows(): Promise<Readonly<Record<string, readonly unknown[]>>> {
    const tables = this.index.tables.filter((t) => t.name !== 'meta');
    const entries = await Promise.all(tables.map(async (t) => [t.name, (await t.toArray()).map(withoutGeneration)] as const));
    const positions = [await positionIn(this.index, 'journal'), await positionIn(this.index, 'inbox')];
    return { ...Object.fromEntries(entries), positions };
  }

  async end(): Promise<void> {
    await this.index.delete();
  }

  private readonly foldedByPages = new Map<string, number>();

  private async fold({ share, free, told }: Extract<Event, { kind: 'fold' }>): Promise<void> {
    const streamId = this.journal.currentStreamId;
    const foldedUpTo = Math.round((this.journal.above(0).at(-1)?.seq ?? 0) * share);
    const toldBefore = this.foldedByPages.get(streamId);
    // Main stores the page first: the journal alone never frees what a page has called unsettled.
    const freeUpTo = !free ? 0 : told === 'journal' ? Math.min(foldedUpTo, toldBefore ?? foldedUpTo) : foldedUpTo;
    if (told !== 'journal') this.foldedByPages.set(streamId, Math.max(foldedUpTo, toldBefore ?? 0));
    // A power cut between the two leaves the page without the journal's note of it.
    if (told !== 'journal') await this.inbox.store(page({ streams: { [streamId]: { foldedUpTo, freeUpTo } } }));
    if (told !== 'page') await this.journal.settle(streamId, foldedUpTo, freeUpTo);
  }

  /** As the index's worker does it: one parcel after the other, each taken before the next is asked for. */
  private async follow(log: LogName): Promise<void> {
    const parcels: ToWorker[] = [];
    let hear: (message: ToMain) => void = () => undefined;
    let wake: () => void = () => undefined;
    let close: () => void = () => undefined;
    const port: Port = {
      post: (message) => {
        parcels.push(message);
        wake();
      },
      onMessage: (listener) => {
        hear = listener;
      },
      onClose: (listener) => {
        close = listener;
      },
    };
    const onBroken = (error: unknown): void => {
      throw error;
    };
    streamLogs(port, { logs: { journal: this.journal.log, inbox: this.inbox.log }, clock: new HandClock(), onBroken });
    hear({ type: 'start', journal: await positionIn(this.index, 'journal'), inbox: await positionIn(this.index, 'inbox') });
    try {
      for (;;) {
        const parcel = parcels.shift();
        if (parcel === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        if (parcel.log !== log) continue;
        await indexParcel(this.index, parcel);
        if (parcel.atEnd) return;
        hear({ type: 'taken', log, next: parcel.next });
      }
    } finally {
      close();
    }
  }
}

function withoutGeneration(stored: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => name !== 'generation' && name !== 'change'));
}
