import type { SegmentedLog } from '../../main/log/segmented-log';
import type { StoredDraft, StoredMutation, QueueRow } from '../../renderer/store/database';
import { queueRowOf } from '../../renderer/store/queue-row';
import type { Item } from '../../shared/domain/item';
import { journalRecordSchema, type JournalRecord } from '../../shared/domain/journal-record';
import { feedRowSchema, pullHeadSchema, queueScope, type FeedRow, type PullHead } from '../../shared/protocol/pull';
import { itemIdsOf } from '../../shared/domain/mutation';
import { envelopeOf } from '../../server/decide/decide-submit';
import { compareEpochsByRule } from './epoch-order';
import { Violation } from './violation';

const READ_BYTES = 1024 * 1024;

type Place = Readonly<{ logId: string; next: number }>;
type Kept<T> = Readonly<{ generation: number; row: T }>;

/**
 * What a desk shows, worked out from its two logs in memory: the page's index as the design describes it (rule 2), written
 * apart from the product's own, with the product's rule of what a queue row says.
 */
export class DeskView {
  #places: Record<'journal' | 'inbox', Place | null> = { journal: null, inbox: null };
  #feedId: string | null = null;
  #items = new Map<string, Kept<Item>>();
  #notices = new Map<string, Kept<string>>();
  #generations = new Map<string, number>();
  #foldedByPage = new Map<string, number>();
  #foldedByJournal = new Map<string, number>();
  #drafts = new Map<string, StoredDraft>();
  #mutations = new Map<string, StoredMutation>();
  /** The highest epoch of each item that this feed has shown here. */
  #epochs = new Map<string, Item['epoch']>();

  /** The same index, as a copied profile has it. */
  copy(): DeskView {
    const copy = new DeskView();
    copy.#places = { ...this.#places };
    copy.#feedId = this.#feedId;
    copy.#items = new Map(this.#items);
    copy.#notices = new Map(this.#notices);
    copy.#generations = new Map(this.#generations);
    copy.#foldedByPage = new Map(this.#foldedByPage);
    copy.#foldedByJournal = new Map(this.#foldedByJournal);
    copy.#drafts = new Map(this.#drafts);
    copy.#mutations = new Map(this.#mutations);
    copy.#epochs = new Map(this.#epochs);
    return copy;
  }

  /** Reads both logs on, up to their ends. */
  async catchUp(journal: SegmentedLog, inbox: SegmentedLog): Promise<void> {
    await this.#follow('inbox', inbox, (text) => this.#takePage(text));
    await this.#follow('journal', journal, (text) => this.#takeRecord(text));
  }

  /** The operator's queue, in the order in which it is worked off. */
  queueOf(operatorId: string): readonly QueueRow[] {
    const rows = this.itemsOf(operatorId).map((item) => queueRowOf(operatorId, item, this.#unsettledOf(item.id), this.#draftsOf(item.id)));
    return rows.filter((row) => row !== null).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  }

  itemsOf(operatorId: string): readonly Item[] {
    const prefix = `${queueScope(operatorId)}|`;
    return [...this.#items].filter(([key]) => key.startsWith(prefix)).map(([, { row }]) => row);
  }

  noticeKeysOf(operatorId: string): readonly string[] {
    const prefix = `${queueScope(operatorId)}|`;
    return [...this.#notices.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)).sort();
  }

  item(operatorId: string, itemId: string): Item | undefined {
    return this.#items.get(`${queueScope(operatorId)}|${itemId}`)?.row;
  }

  drafts(): readonly StoredDraft[] {
    return [...this.#drafts.values()];
  }

  /** All that is shown of these operators' work, to compare two views by. */
  shownTo(operatorIds: readonly string[]): string {
    const queues = operatorIds.map((id) => this.queueOf(id).map(({ itemId, shelf, hasDraft }) => [itemId, shelf, hasDraft]));
    const drafts = this.drafts().map(({ mutationId, draft }) => `${mutationId} ${draft.revision}`).sort();
    return JSON.stringify({ queues, drafts, notices: operatorIds.map((id) => this.noticeKeysOf(id)) });
  }

  async #follow(name: 'journal' | 'inbox', log: SegmentedLog, take: (text: string) => void): Promise<void> {
    const place = this.#places[name];
    const isSame = place?.logId === log.logId && place.next >= log.firstIndex && place.next <= log.nextIndex;
    if (!isSame) this.#drop(name);
    let from = isSame && place !== null ? place.next : log.firstIndex;
    for (; from < log.nextIndex; ) {
      const records = await log.read(from, READ_BYTES);
      for (const { text } of records) take(text);
      from = (records.at(-1)?.index ?? log.nextIndex) + 1;
    }
    this.#places[name] = { logId: log.logId, next: log.nextIndex };
  }

  #drop(name: 'journal' | 'inbox'): void {
    if (name === 'journal') for (const map of [this.#drafts, this.#mutations, this.#foldedByJournal]) map.clear();
    else for (const map of [this.#items, this.#notices, this.#generations, this.#foldedByPage, this.#epochs]) map.clear();
  }

  #takePage(text: string): void {
    const [first = '', ...lines] = text.split('\n');
    const head = pullHeadSchema.parse(JSON.parse(first));
    if (head.feedId !== this.#feedId) this.#epochs.clear();
    this.#feedId = head.feedId;
    for (const scope of head.resets) this.#generations.set(scope, (this.#generations.get(scope) ?? 0) + 1);
    for (const line of lines) if (line !== '') this.#takeRow(line);
    for (const scope of head.drained) this.#dropOlder(scope);
    this.#fold(head);
  }

  #fold({ streams }: PullHead): void {
    for (const [streamId, { foldedUpTo }] of Object.entries(streams)) this.#foldedByPage.set(streamId, foldedUpTo);
  }

  #takeRow(line: string): void {
    const row = feedRowSchema.safeParse(JSON.parse(line));
    if (!row.success) return;
    const { scope, key } = row.data;
    const generation = this.#generations.get(scope) ?? 0;
    if (row.data.kind === 'item') this.#items.set(`${scope}|${key}`, { generation, row: this.#checked(row.data) });
    if (row.data.kind === 'notice') this.#notices.set(`${scope}|${key}`, { generation, row: key });
    if (row.data.kind !== 'gone') return;
    (row.data.goneKind === 'item' ? this.#items : this.#notices).delete(`${scope}|${key}`);
  }

  /** A feed tells of an item in the order in which it changed. */
  #checked({ row }: Extract<FeedRow, { kind: 'item' }>): Item {
    const before = this.#epochs.get(row.id);
    if (before !== undefined && compareEpochsByRule(before, row.epoch) > 0) throw new Violation('an epoch never goes back', `item ${row.id}, at a desk`);
    this.#epochs.set(row.id, row.epoch);
    return row;
  }

  #dropOlder(scope: string): void {
    const generation = this.#generations.get(scope) ?? 0;
    for (const map of [this.#items, this.#notices]) {
      for (const [key, kept] of map) if (key.startsWith(`${scope}|`) && kept.generation < generation) map.delete(key);
    }
  }

  #takeRecord(text: string): void {
    const record = journalRecordSchema.safeParse(JSON.parse(text));
    if (record.success) this.#apply(record.data);
  }

  #apply(record: JournalRecord): void {
    switch (record.t) {
      case 'stream':
        return;
      case 'draft': {
        const { mutationId, itemId, revision } = record.draft;
        const isOld = this.#mutations.has(mutationId) || (this.#drafts.get(mutationId)?.draft.revision ?? 0) > revision;
        if (!isOld) this.#drafts.set(mutationId, { mutationId, itemId, draft: record.draft });
        return;
      }
      case 'draftDiscarded':
        this.#drafts.delete(record.mutationId);
        return;
      case 'mutation': {
        const envelope = envelopeOf(record.mutation);
        this.#drafts.delete(envelope.id);
        this.#mutations.set(envelope.id, { id: envelope.id, itemIds: itemIdsOf(envelope), streamId: record.streamId, seq: record.mutation.seq, envelope });
        return;
      }
      case 'settled':
        this.#foldedByJournal.set(record.streamId, record.foldedUpTo);
        return;
      default:
        record satisfies never;
    }
  }

  #unsettledOf(itemId: string): readonly StoredMutation[] {
    return [...this.#mutations.values()].filter((m) => m.itemIds.includes(itemId) && m.seq > this.#folded(m.streamId));
  }

  #folded(streamId: string): number {
    const byJournal = this.#foldedByJournal.get(streamId) ?? 0;
    return Math.min(this.#foldedByPage.get(streamId) ?? byJournal, byJournal);
  }

  #draftsOf(itemId: string): readonly StoredDraft[] {
    return this.drafts().filter((each) => each.itemId === itemId);
  }
}
