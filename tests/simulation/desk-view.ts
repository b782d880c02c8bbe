import type { SegmentedLog } from '../../main/log/segmented-log';
import { FloorModel } from '../../renderer/lead/floor-model';
import { byPlace } from '../../renderer/store/by-place';
import type { StoredDraft, StoredMutation, QueueRow } from '../../renderer/store/database';
import { foldSessions } from '../../renderer/store/fold-sessions';
import { queueRowOf } from '../../renderer/store/queue-row';
import type { FloorItem } from '../../shared/domain/floor-item';
import type { Item } from '../../shared/domain/item';
import type { KeptEntry } from '../../shared/domain/kept-entry';
import { journalRecordSchema, type JournalRecord } from '../../shared/domain/journal-record';
import { feedRowSchema, pullHeadSchema, queueScope, type FeedRow, type Moved, type PullHead } from '../../shared/protocol/pull';
import type { Session } from '../../shared/domain/session';
import { envelopeOf, itemIdsOf } from '../../shared/domain/mutation';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
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
  #sessions = new Map<string, Kept<Session>>();
  #floor = new Map<string, Kept<FloorItem>>();
  #tray = new Map<string, Kept<KeptEntry>>();
  /** The page's floor, which is told what is new since it last looked; null for all, as rows have gone since. */
  readonly #model = new FloorModel();
  #floorNews: FloorItem[] | null = null;
  /** Where items that stood in a queue here were moved, as their former operators read it. */
  #moved = new Map<string, Kept<Moved>>();
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
    copy.#sessions = new Map(this.#sessions);
    copy.#floor = new Map(this.#floor);
    copy.#tray = new Map(this.#tray);
    copy.#moved = new Map(this.#moved);
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

  /** An operator's sessions as the page shows them: with what waits of this desk's own on top. */
  sessionsOf(operatorId: string): readonly Session[] {
    return foldSessions(this.#sessionsIn(queueScope(operatorId)), this.#waiting()).filter((session) => session.operatorId === operatorId);
  }

  /** The sessions of the floor as the centre has told of them. */
  sessionsOnFloor(): readonly Session[] {
    return this.#sessionsIn('floor');
  }

  /** The floor as the centre has told of it. */
  floor(): readonly FloorItem[] {
    return [...this.#floor.values()].map(({ row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The tray of kept work as the centre has told of it. */
  tray(): readonly KeptEntry[] {
    return [...this.#tray.values()].map(({ row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The floor as a lead sees it, by the product's rule: with the moves on top that were made here and the centre has not answered yet. */
  floorModel(): FloorModel {
    this.#model.take(this.#floorNews ?? this.floor(), this.#floorNews === null);
    this.#floorNews = [];
    this.#model.forecast(this.waitingMoves());
    return this.#model;
  }

  /** In the order of their making. */
  waitingMoves(): readonly MoveEnvelope[] {
    return this.#waiting().flatMap(({ envelope }) => (envelope.kind === 'move' ? [envelope] : [])).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Where a lead has moved items that were this operator's, by their ids. */
  movedFrom(operatorId: string): ReadonlyMap<string, Moved> {
    const prefix = `${queueScope(operatorId)}|`;
    return new Map([...this.#moved].filter(([key]) => key.startsWith(prefix)).map(([key, { row }]) => [key.slice(prefix.length), row]));
  }

  drafts(): readonly StoredDraft[] {
    return [...this.#drafts.values()];
  }

  /** All that is shown of these operators' work, to compare two views by. */
  shownTo(operatorIds: readonly string[]): string {
    const queues = operatorIds.map((id) => this.queueOf(id).map(({ itemId, shelf, hasDraft }) => [itemId, shelf, hasDraft]));
    const drafts = this.drafts().map(({ mutationId, draft }) => `${mutationId} ${draft.revision}`).sort();
    const moved = operatorIds.map((id) => [...this.movedFrom(id)].map((each) => JSON.stringify(each)).sort());
    return JSON.stringify({ queues, drafts, moved, floor: this.floorModel().openItems(() => true), tray: this.tray(), notices: operatorIds.map((id) => this.noticeKeysOf(id)) });
  }

  get #rows(): readonly Map<string, Readonly<{ generation: number }>>[] {
    return [this.#items, this.#notices, this.#sessions, this.#floor, this.#tray, this.#moved];
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
    const ofJournal = [this.#drafts, this.#mutations, this.#foldedByJournal];
    for (const map of name === 'journal' ? ofJournal : [...this.#rows, this.#generations, this.#foldedByPage, this.#epochs]) map.clear();
    if (name === 'inbox') this.#floorNews = null;
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
    const at = `${scope}|${key}`;
    const generation = this.#generations.get(scope) ?? 0;
    if (row.data.kind === 'item') {
      this.#items.set(at, { generation, row: this.#checked(row.data.row) });
      this.#moved.delete(at);
    }
    if (row.data.kind === 'floorItem') {
      this.#floor.set(at, { generation, row: this.#checked(row.data.row) });
      this.#floorNews?.push(row.data.row);
    }
    if (row.data.kind === 'keptEntry') this.#tray.set(at, { generation, row: row.data.row });
    if (row.data.kind === 'session') this.#sessions.set(at, { generation, row: row.data.row });
    if (row.data.kind === 'notice') this.#notices.set(at, { generation, row: key });
    if (row.data.kind === 'gone') this.#takeBack(at, generation, row.data);
  }

  #takeBack(at: string, generation: number, { goneKind, moved }: Extract<FeedRow, { kind: 'gone' }>): void {
    if (goneKind !== 'item') return void this.#notices.delete(at);
    const stood = this.#items.delete(at) || this.#moved.delete(at);
    if (stood && moved !== undefined) this.#moved.set(at, { generation, row: moved });
  }

  /** A feed tells of an item in the order in which it changed. */
  #checked<Row extends Pick<Item, 'id' | 'epoch'>>(row: Row): Row {
    const before = this.#epochs.get(row.id);
    if (before !== undefined && compareEpochsByRule(before, row.epoch) > 0) throw new Violation('an epoch never goes back', `item ${row.id}, at a desk`);
    this.#epochs.set(row.id, row.epoch);
    return row;
  }

  #dropOlder(scope: string): void {
    const generation = this.#generations.get(scope) ?? 0;
    const floorSize = this.#floor.size;
    for (const map of this.#rows) {
      for (const [key, kept] of map) if (key.startsWith(`${scope}|`) && kept.generation < generation) map.delete(key);
    }
    if (this.#floor.size < floorSize) this.#floorNews = null;
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

  #sessionsIn(scope: string): readonly Session[] {
    return [...this.#sessions].filter(([key]) => key.startsWith(`${scope}|`)).map(([, { row }]) => row);
  }

  /** Of this desk's mutations those that the centre has not answered for, in the order of their places. */
  #waiting(): readonly StoredMutation[] {
    return [...this.#mutations.values()].filter(({ streamId, seq }) => seq > this.#folded(streamId)).sort(byPlace);
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
