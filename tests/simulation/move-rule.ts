import { isDeepStrictEqual } from 'node:util';
import type { Assign, CentreMutation } from '../../shared/domain/centre-mutation';
import type { Epoch } from '../../shared/domain/epoch';
import type { PassedOver } from '../../shared/domain/move-item';
import type { MoveEnvelope, MovedItem } from '../../shared/domain/mutations/move';
import type { SubmitEnvelope } from '../../shared/domain/mutations/submit';
import { queueScope, type Moved } from '../../shared/protocol/pull';
import type { MemoryTables } from '../../server/store/memory/memory-tables';
import type { StoredLedgerRow } from '../../server/store/rows';
import { compareEpochsByRule } from './epoch-order';
import type { Tally } from './tally';
import { Violation } from './violation';

type Standing = {
  readonly source: string;
  holderId: string | null;
  epoch: Epoch;
  minEpoch: Epoch;
  isDone: boolean;
  /** The move that gave it its epoch, and the one that gave it its lowest epoch that counts. */
  moved: MoveEnvelope | null;
  calledBack: MoveEnvelope | null;
};
type Due = Readonly<{ move: MoveEnvelope; atUtc: string; assign: Omit<Assign, 'id'> }>;
type Stayed = Readonly<{ itemId: string; source: string | null; reason: PassedOver }>;

const WHOLE = 'a move is carried out item by item, where the item is as its lead saw it';

/**
 * Goes through the ledger and works out what the leads' moves make of the items, in the order in which they came and apart from
 * the product's own rule; then looks whether the rows, the words to former holders and those to leads say the same.
 */
export class MoveRule {
  readonly #items = new Map<string, Standing>();
  /** What a move that was just taken in has still to write. */
  readonly #due: Due[] = [];
  /** What a lead is told of a move, by queue and mutation. */
  readonly #told = new Map<string, readonly Stayed[]>();
  /** Where somebody is told that their move was refused, by queue and mutation. */
  readonly #refused = new Set<string>();
  /** Where whoever lost an item last was told that it went, by queue and item; null when neither a lead took it nor was it abandoned. */
  readonly #lost = new Map<string, Moved | null>();

  constructor(private readonly tally: Tally) {}

  check(tables: MemoryTables): void {
    for (const row of tables.ledger) this.#follow(row);
    if (this.#due.length > 0) throw new Violation(WHOLE, `of the last move ${this.#due.length} items are missing`);
    for (const item of tables.items.values()) this.#checkItem(item);
    this.#checkWords(tables);
  }

  #follow({ streamId, envelope, outcome, receivedAtUtc }: StoredLedgerRow): void {
    if (streamId === null) return this.#followCentre(envelope as CentreMutation, receivedAtUtc);
    if (this.#due.length > 0) throw new Violation(WHOLE, `${this.#due[0]?.assign.itemId} has not moved`);
    if (envelope?.kind === 'move' && outcome.kind === 'accepted') this.#take(envelope, receivedAtUtc);
    if (envelope?.kind === 'move' && outcome.kind === 'kept') throw new Violation(WHOLE, `${envelope.id} is kept`);
    if (envelope?.kind === 'move' && outcome.kind === 'refused' && outcome.reason !== 'idReused') this.#refused.add(keyOf(envelope.operatorId, envelope.id));
    const item = envelope?.kind === 'submit' ? this.#items.get(envelope.itemId) : undefined;
    if (envelope?.kind !== 'submit' || item === undefined) return;
    this.#count(item, envelope, outcome.kind);
    if (outcome.kind === 'accepted') item.isDone = true;
  }

  #followCentre(mutation: CentreMutation, atUtc: string): void {
    if (mutation.kind === 'admit') {
      const first = { term: 1, seq: 1 };
      this.#items.set(mutation.itemId, { source: mutation.source, holderId: null, epoch: first, minEpoch: first, isDone: false, moved: null, calledBack: null });
      return;
    }
    if (mutation.kind === 'judged' || mutation.kind === 'shown') {
      const judged = this.#items.get(mutation.itemId);
      if (mutation.kind === 'judged' && mutation.verdict === 'promote' && judged !== undefined) judged.isDone = true;
      return;
    }
    const due = this.#due.shift();
    const { id: _id, ...assign } = mutation;
    const isRight = due === undefined ? mutation.byMove === undefined : isDeepStrictEqual(assign, due.assign);
    if (!isRight) throw new Violation(WHOLE, `${JSON.stringify(assign)} was written, ${JSON.stringify(due?.assign)} is due`);
    const gone = mutation.abandoned === undefined ? null : { toOperatorId: null, hard: false, byOperatorId: null, reason: 'abandoned' as const, atUtc };
    this.#assign(mutation, due ?? null, gone);
  }

  #assign({ itemId, toOperatorId, epoch, minEpoch }: Assign, due: Due | null, gone: Moved | null): void {
    const item = this.#items.get(itemId);
    if (item === undefined) throw new Violation(WHOLE, `${itemId} is not known`);
    this.#noteLoss(itemId, item.holderId, toOperatorId, due, gone);
    const raises = compareEpochsByRule(minEpoch, item.minEpoch) > 0;
    if (raises) Object.assign(item, { minEpoch, calledBack: due?.move ?? null });
    Object.assign(item, { holderId: toOperatorId, epoch, moved: due?.move ?? null });
  }

  #noteLoss(itemId: string, formerId: string | null, toOperatorId: string | null, due: Due | null, gone: Moved | null): void {
    if (toOperatorId !== null) this.#lost.delete(keyOf(toOperatorId, itemId));
    if (formerId === null || formerId === toOperatorId) return;
    const { move, atUtc } = due ?? {};
    const moved = move === undefined || atUtc === undefined ? gone
      : { toOperatorId, hard: move.hard, byOperatorId: move.operatorId, reason: move.reason, atUtc };
    this.#lost.set(keyOf(formerId, itemId), moved);
  }

  /** Decides each item of a move: once, and only where it is as the lead saw it. */
  #take(move: MoveEnvelope, atUtc: string): void {
    const named = new Set<string>();
    const stayed: Stayed[] = [];
    for (const seen of move.items) {
      const item = this.#items.get(seen.itemId);
      const reason = named.has(seen.itemId) ? 'movedSince' : reasonToStay(item, seen);
      named.add(seen.itemId);
      if (item !== undefined && reason === null) this.#due.push({ move, atUtc, assign: assignOf(item, move, seen.itemId) });
      else stayed.push({ itemId: seen.itemId, source: item?.source ?? null, reason: reason ?? 'unknownItem' });
      this.#countItem(move, item, reason);
    }
    if (stayed.length > 0) this.#told.set(keyOf(move.operatorId, move.id), stayed);
  }

  #countItem(move: MoveEnvelope, item: Standing | undefined, reason: PassedOver | null): void {
    if (reason !== null) this.tally.count(`item passed over (${reason})`);
    if (reason === 'movedSince' && item?.moved && item.moved.operatorId !== move.operatorId) this.tally.count('item passed over behind another lead');
    if (reason !== null) return;
    this.tally.count(move.hard ? 'item moved, hard' : 'item moved, soft');
    if (move.toOperatorId === null) this.tally.count('item moved, to nobody');
    if (move.reason === 'undo') this.tally.count('item moved, undo');
  }

  /** Entries that met a lead's move on their way. */
  #count(item: Standing, { epoch }: SubmitEnvelope, outcome: string): void {
    const isOvertaken = item.moved !== null && compareEpochsByRule(epoch, item.epoch) < 0;
    if (isOvertaken && outcome === 'accepted') this.tally.count('entry used that a soft move had overtaken');
    const isCalledBack = item.calledBack !== null && compareEpochsByRule(epoch, item.minEpoch) < 0;
    if (isCalledBack && outcome === 'kept') this.tally.count('entry kept that a hard move had called back');
  }

  #checkItem({ id, assignedTo, epoch, minEpoch, state }: Readonly<{ id: string; assignedTo: string | null; epoch: Epoch; minEpoch: Epoch; state: string }>): void {
    const due = this.#items.get(id);
    const here = { holderId: assignedTo, epoch, minEpoch, isDone: state === 'done' };
    const there = due && { holderId: due.holderId, epoch: due.epoch, minEpoch: due.minEpoch, isDone: due.isDone };
    if (!isDeepStrictEqual(here, there)) throw new Violation(WHOLE, `item ${id} is ${JSON.stringify(here)}, by the moves ${JSON.stringify(there)}`);
  }

  #checkWords({ feed }: MemoryTables): void {
    for (const { scope, kind, key, gone, body } of feed.values()) {
      const at = `${scope}|${key}`;
      if (kind === 'notice' && !gone) this.#checkNotice(at, JSON.parse(body));
      if (kind === 'item' && gone) this.#checkLoss(at, body === '' ? null : JSON.parse(body));
    }
    for (const at of [...this.#told.keys(), ...this.#refused]) throw new Violation('a lead hears of each item that a move passed over, and why', `nothing is told at ${at}`);
    for (const at of this.#lost.keys()) throw new Violation('who loses an item to a move hears where it went', `nothing is told at ${at}`);
  }

  #checkNotice(at: string, { outcome }: Readonly<{ outcome: Readonly<{ kind: string; items?: unknown }> }>): void {
    if (outcome.kind === 'refused') this.#refused.delete(at);
    if (outcome.kind !== 'passedOver') return;
    if (!isDeepStrictEqual(outcome.items, this.#told.get(at))) throw new Violation('a lead hears of each item that a move passed over, and why', `${at}: ${JSON.stringify(outcome.items)}, due is ${JSON.stringify(this.#told.get(at))}`);
    this.#told.delete(at);
  }

  #checkLoss(at: string, moved: unknown): void {
    if (!isDeepStrictEqual(moved, this.#lost.get(at))) throw new Violation('who loses an item to a move hears where it went', `${at}: ${JSON.stringify(moved)}, due is ${JSON.stringify(this.#lost.get(at))}`);
    this.#lost.delete(at);
  }
}

function reasonToStay(item: Standing | undefined, seen: MovedItem): PassedOver | null {
  if (item === undefined) return 'unknownItem';
  if (item.isDone) return 'alreadyDone';
  const isAsSeen = item.holderId === seen.fromOperatorId && item.epoch.term === seen.epoch.term && item.epoch.seq === seen.epoch.seq;
  return isAsSeen ? null : 'movedSince';
}

function assignOf(item: Standing, move: MoveEnvelope, itemId: string): Omit<Assign, 'id'> {
  const epoch = { term: item.epoch.term, seq: item.epoch.seq + 1 };
  return {
    kind: 'assign', itemId, toOperatorId: move.toOperatorId, epoch, minEpoch: move.hard ? epoch : item.minEpoch,
    byMove: { mutationId: move.id, operatorId: move.operatorId, reason: move.reason },
  };
}

function keyOf(operatorId: string, key: string): string {
  return `${queueScope(operatorId)}|${key}`;
}
