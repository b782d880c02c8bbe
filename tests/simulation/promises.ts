import type { MemoryTables } from '../../server/store/memory/memory-tables';
import type { StoredLedgerRow } from '../../server/store/rows';
import type { MutationDraft } from '../../shared/domain/mutation';
import { saidContent } from './said-content';
import { checkNothingTwice } from './session-rule';
import type { SimulatedDesk } from './simulated-desk';
import type { DeskView } from './desk-view';
import { Violation } from './violation';

/** A mutation of which a desk said "saved"; one without an item is a lead's move, or tells of a session. */
export type Saved = Readonly<{ mutationId: string; itemId: string | null; operatorId: string; content: string }> & {
  /** The desks whose journals were told to hold it. */
  desks: Set<SimulatedDesk>;
  /** Physics took it: the only disk that held it is gone, and nobody else had it yet. */
  isExcused: boolean;
  /** A centre that was since restored had not used it, and may have told so. */
  wasTurnedDown: boolean;
};

export type SavedDraft = Readonly<{ mutationId: string; revision: number; body: string }>;

/** What was said to operators, and whether it still holds. */
export class Promises {
  readonly #saved = new Map<string, Saved>();
  readonly #handedIn = new Map<string, Set<string>>();
  readonly #drafts = new Map<SimulatedDesk, Map<string, SavedDraft>>();

  /** Entries that name a session, saved or not: an append of which nobody was told may stand all the same. */
  noteHandedIn(sessionId: string, mutationId: string): void {
    this.#handedIn.set(sessionId, (this.#handedIn.get(sessionId) ?? new Set()).add(mutationId));
  }

  get savedEntryCount(): number {
    return [...this.#saved.values()].filter(({ itemId }) => itemId !== null).length;
  }

  noteSaved(desk: SimulatedDesk, draft: MutationDraft): void {
    const said = { mutationId: draft.id, itemId: draft.kind === 'submit' ? draft.itemId : null, operatorId: draft.operatorId, content: saidContent(draft) ?? '' };
    const key = keyOf(said);
    const saved = this.#saved.get(key) ?? { ...said, desks: new Set(), isExcused: false, wasTurnedDown: false };
    saved.desks.add(desk);
    saved.isExcused = false;
    this.#saved.set(key, saved);
    this.#draftsOf(desk).delete(said.mutationId);
  }

  draftsAt(desk: SimulatedDesk): readonly SavedDraft[] {
    return [...this.#draftsOf(desk).values()];
  }

  noteDraft(desk: SimulatedDesk, draft: SavedDraft): void {
    this.#draftsOf(desk).set(draft.mutationId, draft);
  }

  /** A copied profile holds what the first one holds. */
  noteCopy(from: SimulatedDesk, to: SimulatedDesk): void {
    for (const saved of this.#saved.values()) if (saved.desks.has(from)) saved.desks.add(to);
    this.#drafts.set(to, new Map(this.#draftsOf(from)));
  }

  /** A journal is gone, or is an older one again: what nobody else holds is lost with it. */
  noteLoss(desk: SimulatedDesk, tables: MemoryTables, stillHeld: (saved: Saved) => boolean): void {
    for (const saved of this.#saved.values()) {
      if (saved.desks.has(desk) && !stillHeld(saved)) saved.desks.delete(desk);
      if (saved.desks.size === 0 && rowOf(tables, saved) === undefined) saved.isExcused = true;
    }
    this.#drafts.delete(desk);
  }

  /** A centre from a backup may have lost what no desk holds any more, and what it has said. */
  noteRestore(before: MemoryTables, tables: MemoryTables): void {
    for (const saved of this.#saved.values()) {
      saved.wasTurnedDown ||= isTurnedDown(before, saved);
      if (saved.desks.size === 0 && rowOf(tables, saved) === undefined) saved.isExcused = true;
    }
  }

  /** At any moment: drafts stand, and what was keyed here and is not refused is not asked for again. */
  checkView(desk: SimulatedDesk, view: DeskView, tables: MemoryTables): void {
    this.#checkDrafts(desk, view, tables);
    checkNothingTwice(view, desk.roster, (sessionId) => this.#handedIn.get(sessionId)?.size ?? 0);
    for (const saved of this.#saved.values()) {
      if (saved.itemId === null || !saved.desks.has(desk)) continue;
      if (saved.wasTurnedDown || isTurnedDown(tables, saved)) continue;
      const row = view.queueOf(saved.operatorId).find(({ itemId }) => itemId === saved.itemId);
      if (row?.shelf === 'open') {
        throw new Violation('nothing is keyed twice because of an acknowledgement alone', `item ${saved.itemId} is open again, ${saved.mutationId} is ${rowOf(tables, saved)?.outcome.kind ?? 'on its way'}`);
      }
    }
  }

  /** When all is quiet: every entry and every move is at the centre, whole, once, and its author's. */
  checkCentre(tables: MemoryTables): void {
    for (const saved of this.#saved.values()) {
      if (saved.isExcused) continue;
      const row = rowOf(tables, saved);
      if (row === undefined) throw new Violation('nothing said "saved" is ever lost', `mutation ${saved.mutationId}`);
      checkRow(tables, saved, row);
    }
    this.#checkOnce(tables);
  }

  #checkOnce(tables: MemoryTables): void {
    const decided = tables.ledger.filter((row) => (row.streamId !== null || row.kind === 'judged') && isDecided(row));
    const accepted = new Map<string, string>();
    const ids = new Set<string>();
    for (const { mutationId, itemId, outcome, envelope } of decided) {
      if (ids.has(mutationId)) throw new Violation('every other entry is kept whole and credited', `mutation ${mutationId} was decided twice`);
      ids.add(mutationId);
      if (envelope?.kind === 'judged' && envelope.verdict === 'promote') accepted.set(envelope.itemId, envelope.entry.mutationId);
      if (outcome.kind !== 'accepted' || itemId === null || envelope?.kind !== 'submit') continue;
      if (accepted.has(itemId)) throw new Violation('one winner an item', `item ${itemId}: ${accepted.get(itemId)} and ${mutationId}`);
      accepted.set(itemId, mutationId);
    }
    for (const item of tables.items.values()) {
      const winner = item.settledBy?.mutationId;
      if (winner !== accepted.get(item.id)) throw new Violation('one winner an item', `item ${item.id}: ${winner}, the ledger says ${accepted.get(item.id)}`);
    }
  }

  #checkDrafts(desk: SimulatedDesk, view: DeskView, tables: MemoryTables): void {
    const standing = new Map(view.drafts().map(({ mutationId, draft }) => [mutationId, draft]));
    for (const { mutationId, revision, body } of this.#draftsOf(desk).values()) {
      const draft = standing.get(mutationId);
      const isThere = draft !== undefined && (draft.revision > revision || draft.body === body);
      if (!isThere && !isCommitted(desk, mutationId, tables)) {
        throw new Violation('a draft said to be saved stands until its mutation does', `draft ${mutationId}, revision ${revision}: ${draft?.revision ?? 'none'} stands`);
      }
    }
  }

  #draftsOf(desk: SimulatedDesk): Map<string, SavedDraft> {
    const drafts = this.#drafts.get(desk) ?? new Map<string, SavedDraft>();
    this.#drafts.set(desk, drafts);
    return drafts;
  }
}

/** An append of which nobody was told may stand all the same: then the mutation has taken the draft's place. */
function isCommitted(desk: SimulatedDesk, mutationId: string, tables: MemoryTables): boolean {
  return desk.running?.journal.holds(mutationId) === true || tables.ledger.some((row) => row.mutationId === mutationId);
}

function keyOf({ mutationId, content }: Pick<Saved, 'mutationId' | 'content'>): string {
  return `${mutationId} ${content}`;
}

function isDecided({ outcome }: StoredLedgerRow): boolean {
  return outcome.kind !== 'fork' && !(outcome.kind === 'refused' && outcome.reason === 'idReused');
}

/** The row with which the centre has taken a mutation in: of the same id and with the same content, and no mere copy in a fork. */
function rowOf(tables: MemoryTables, { mutationId, content }: Saved): StoredLedgerRow | undefined {
  return tables.ledger.find((row) => row.mutationId === mutationId && row.outcome.kind !== 'fork' && saidContent(JSON.parse(row.raw)) === content);
}

function isTurnedDown(tables: MemoryTables, saved: Saved): boolean {
  const outcome = rowOf(tables, saved)?.outcome.kind;
  return outcome === 'kept' || outcome === 'refused';
}

function checkRow(tables: MemoryTables, saved: Saved, row: StoredLedgerRow): void {
  const { mutationId, itemId, operatorId } = saved;
  const item = itemId === null ? undefined : tables.items.get(itemId);
  const isCredited = row.operatorId === operatorId && (itemId === null || row.itemId === itemId);
  if (!isCredited) throw new Violation('every other entry is kept whole and credited', `${mutationId} is credited to ${row.operatorId}`);
  const isKept = item?.kept.includes(mutationId) === true;
  const isWinner = item?.settledBy?.mutationId === mutationId;
  if (row.outcome.kind === 'accepted' && itemId !== null && !isWinner && !isKept) throw new Violation('one winner an item', `${mutationId} was accepted, ${item?.settledBy?.mutationId} has settled the item`);
  if (row.outcome.kind === 'kept' && !isKept && !isWinner) throw new Violation('every other entry is kept whole and credited', `${mutationId} was kept, and the item does not know of it`);
}
