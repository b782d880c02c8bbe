import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Item } from '../../shared/domain/item';
import type { Draft } from '../../shared/domain/journal-record';
import type { FloorItem } from '../../shared/domain/floor-item';
import type { KeptEntry } from '../../shared/domain/kept-entry';
import type { Envelope } from '../../shared/domain/mutation';
import type { Notice } from '../../shared/domain/notice';
import type { HoldReason } from '../../shared/domain/reasons';
import type { Session } from '../../shared/domain/session';
import type { FeedRow, Moved } from '../../shared/protocol/pull';

export type ReferenceKind = 'client' | 'project' | 'batch' | 'form' | 'codeList' | 'operator' | 'shift' | 'pool';
export type ReferenceRow = Extract<FeedRow, { kind: ReferenceKind }>['row'];

/** A row of the reference scope. `generation` counts the snapshots of its scope; older rows go when a snapshot is whole. */
export type StoredReference = Readonly<{ kind: ReferenceKind; key: string; scope: string; generation: number; row: ReferenceRow }>;
export type StoredItem = Readonly<{ scope: string; id: string; generation: number; item: Item }>;
export type StoredNotice = Readonly<{ scope: string; mutationId: string; operatorId: string; generation: number; notice: Notice }>;
/** A session as the centre told it; `lastMs` is when it was last heard of. */
export type StoredSession = Readonly<{ scope: string; id: string; operatorId: string; lastMs: number; generation: number; session: Session }>;
/** A row that this version cannot read: kept as it came, shown as such. */
export type StoredStranger = Readonly<{ scope: string; kind: string; key: string; generation: number; text: string }>;
export type StoredDraft = Readonly<{ mutationId: string; itemId: string; draft: Draft }>;
/** A mutation of this desk's journal: unsettled when it is above what its stream is folded up to. */
export type StoredMutation = Readonly<{ id: string; itemIds: readonly string[]; streamId: string; seq: number; envelope: Envelope }>;
/** An item of the site on its lead's floor. `change` counts up with every write, so that a reader finds what is new. */
export type StoredFloorItem = Readonly<{ id: string; generation: number; change: number; item: FloorItem }>;
/** A kept entry in the tray of the site's leads. */
export type StoredKept = Readonly<{ id: string; generation: number; entry: KeptEntry }>;
/** An item that a lead or the centre moved away from an operator of this desk. */
export type StoredMoved = Readonly<{ operatorId: string; itemId: string; generation: number; source: string; batchId: string; moved: Moved }>;

/** Where an item stands for its operator: to be keyed, saved here and not yet settled, or done. */
export type Shelf = 'open' | 'saved' | 'done';

/** One line of an operator's queue, worked out whenever its item, drafts or mutations change. */
export type QueueRow = Readonly<{
  operatorId: string;
  itemId: string;
  shelf: Shelf;
  /** Sorts within the shelf: drafts first, then the most urgent, then batch and position; what was set aside last. */
  rank: string;
  source: string;
  batchId: string;
  position: number;
  dueAtUtc: string;
  hasDraft: boolean;
  /** Why it was set aside; null where it was not. */
  heldFor: HoldReason | null;
  pageCount: number;
}>;

/** Positions in the two logs, generations of scopes, and how far streams are folded. */
export type Meta = Readonly<{ name: string; value: unknown }>;

export type IndexDatabase = Dexie & {
  meta: EntityTable<Meta, 'name'>;
  references: Table<StoredReference, [string, string]>;
  items: Table<StoredItem, [string, string]>;
  notices: Table<StoredNotice, [string, string]>;
  sessions: Table<StoredSession, [string, string]>;
  strangers: Table<StoredStranger, [string, string, string]>;
  drafts: EntityTable<StoredDraft, 'mutationId'>;
  mutations: EntityTable<StoredMutation, 'id'>;
  queue: Table<QueueRow, [string, string]>;
  floor: EntityTable<StoredFloorItem, 'id'>;
  kept: EntityTable<StoredKept, 'id'>;
  moved: Table<StoredMoved, [string, string]>;
};

/**
 * The index over journal and inbox (design, rule 2). Nothing in it is precious.
 *
 * A change of its shape gets a new name, and the old one is deleted: it rebuilds from the logs, so nothing is migrated.
 */
export const INDEX_NAME = 'keyroom-index-4';
export const FORMER_INDEX_NAMES = ['keyroom-index-1', 'keyroom-index-2', 'keyroom-index-3'] as const;

const TABLES = {
  meta: '&name',
  references: '&[kind+key], [scope+generation]',
  items: '&[scope+id], id, [scope+generation]',
  notices: '&[scope+mutationId], operatorId, [scope+generation]',
  sessions: '&[scope+id], operatorId, [scope+lastMs], [scope+generation]',
  strangers: '&[scope+kind+key], [scope+generation]',
  drafts: '&mutationId, itemId',
  mutations: '&id, *itemIds, envelope.kind, [streamId+seq]',
  queue: '&[operatorId+itemId], itemId, [operatorId+shelf+rank]',
  floor: '&id, change, generation',
  kept: '&id, generation',
  moved: '&[operatorId+itemId], [operatorId+generation]',
} as const;

export function openIndex(name: string = INDEX_NAME): IndexDatabase {
  const database = new Dexie(name) as IndexDatabase;
  database.version(1).stores(TABLES);
  return database;
}
