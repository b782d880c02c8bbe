import { bodyOf, lastOfEach, rowKind, type PushContext, type PushQuestion, type RefusedRow, type SeenRow, type SiteChange } from '../changes';
import type { Item } from '../../../shared/domain/item';
import type { HeldRow } from '../../decide/decide-abandoned';
import type { Operator } from '../../../shared/domain/operator';
import type { Session } from '../../../shared/domain/session';
import { batchesWithPool, type PoolBatch, type PoolContext } from '../pool';
import type { SiteTransaction } from '../store';
import { abandonedIn, heldItemsIn, poolBatchesIn, poolItemsIn, poolRowsIn, projectsIn } from './memory-pool-source';
import type { FeedChange } from '../rows';
import type { MemoryTables } from './memory-tables';

/** A write at one site of a memory store: nothing is written before the whole work is done. */
export class MemorySiteTransaction implements SiteTransaction {
  readonly #tables: MemoryTables;
  readonly #siteId: string;
  readonly #changes: SiteChange[] = [];

  constructor(tables: MemoryTables, siteId: string) {
    this.#tables = tables;
    this.#siteId = siteId;
  }

  async pushContext(question: PushQuestion): Promise<Omit<PushContext, 'pool'>> {
    const desk = this.#tables.desks.get(question.deskId);
    if (desk === undefined) throw new Error(`there is no desk ${question.deskId}`);
    const places = question.seqs.flatMap((seq) => this.#tables.places.get(placeKey(question.streamId, seq)) ?? []);
    return {
      desk,
      stream: this.#tables.streams.get(question.streamId) ?? null,
      places: new Map(places.map((place) => [place.seq, place])),
      seen: this.#seen(question.mutationIds),
      judged: this.#tables.decidedRows(this.#siteId, question.judgedIds),
      items: await this.items(question.itemIds),
      refused: this.#refused(question.itemIds),
      operators: this.#operators(question.operatorIds),
      sessions: this.#sessions(question.sessionIds),
    };
  }

  async items(itemIds: readonly string[]): Promise<ReadonlyMap<string, Item>> {
    const found = itemIds.flatMap((id) => this.#tables.items.get(id) ?? []).filter((item) => item.siteId === this.#siteId);
    return new Map(found.map((item) => [item.id, item]));
  }

  async apply(change: SiteChange): Promise<void> {
    this.#changes.push(change);
  }

  async abandoned(nowUtc: string, limit: number): Promise<readonly HeldRow[]> {
    return abandonedIn(this.#tables, this.#siteId, nowUtc, limit);
  }

  async poolBatches(countUpTo: number): Promise<readonly PoolBatch[]> {
    return poolBatchesIn(this.#tables, this.#siteId, countUpTo);
  }

  async poolItems(batchId: string, limit: number): Promise<readonly Item[]> {
    return poolItemsIn(this.#tables, batchId, limit);
  }

  async heldItems(operatorIds: readonly string[]): Promise<PoolContext['held']> {
    return heldItemsIn(this.#tables, this.#siteId, operatorIds);
  }

  async projectsOf(batchIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return projectsIn(this.#tables, batchIds);
  }

  commit(): void {
    for (const change of this.#changes) this.#write(change);
  }

  #seen(mutationIds: readonly string[]): ReadonlyMap<string, readonly SeenRow[]> {
    const asked = new Set(mutationIds);
    const seen = new Map<string, SeenRow[]>();
    for (const { siteId, mutationId, hash, outcome, streamId, seq } of this.#tables.ledger) {
      if (siteId !== this.#siteId || !asked.has(mutationId)) continue;
      seen.set(mutationId, [...(seen.get(mutationId) ?? []), { hash, outcome, streamId, seq }]);
    }
    return seen;
  }

  #refused(itemIds: readonly string[]): ReadonlyMap<string, readonly RefusedRow[]> {
    const asked = new Set(itemIds);
    const refused = new Map<string, RefusedRow[]>();
    for (const { siteId, itemId, operatorId, mutationId, hash, outcome } of this.#tables.ledger) {
      const about = siteId === this.#siteId && itemId !== null && asked.has(itemId) && outcome.kind === 'refused';
      if (!about || operatorId === null || !this.#operators([operatorId]).has(operatorId)) continue;
      refused.set(itemId, [...(refused.get(itemId) ?? []), { mutationId, operatorId, hash, outcome }]);
    }
    return refused;
  }

  #operators(ids: readonly string[]): ReadonlyMap<string, Operator> {
    const found = ids.flatMap((id) => this.#tables.operators.get(id)?.operator ?? []).filter((each) => each.siteId === this.#siteId);
    return new Map(found.map((operator) => [operator.id, operator]));
  }

  #sessions(ids: readonly string[]): ReadonlyMap<string, Session> {
    const found = ids.flatMap((id) => this.#tables.sessions.get(sessionKey(this.#siteId, id)) ?? []);
    return new Map(found.map(({ siteId: _site, ...session }) => [session.id, session]));
  }

  #write(change: SiteChange): void {
    const siteId = this.#siteId;
    const heads = this.#tables.headsOf(siteId);
    for (const row of change.ledger) {
      heads.ledgerHead += 1;
      this.#tables.ledger.push({ ...row, siteId, pos: heads.ledgerHead });
    }
    if (change.stream !== null) this.#tables.streams.set(change.stream.id, { ...change.stream, siteId });
    for (const place of change.places) this.#tables.places.set(placeKey(place.streamId, place.seq), place);
    for (const item of change.items) this.#tables.items.set(item.id, item);
    for (const session of change.sessions ?? []) this.#tables.sessions.set(sessionKey(siteId, session.id), { ...session, siteId });
    writeFeed(this.#tables, siteId, [...change.feed, ...poolRowsIn(this.#tables, siteId, batchesWithPool(change))]);
  }
}

/** Numbers rows after their site's head. */
export function writeFeed(tables: MemoryTables, siteId: string, changes: readonly FeedChange[]): void {
  const heads = tables.headsOf(siteId);
  for (const change of lastOfEach(changes)) {
    heads.head += 1;
    const { scope, key } = change;
    const kind = rowKind(change);
    const gone = change.kind === 'gone';
    tables.feed.set(JSON.stringify([siteId, scope, kind, key]), { siteId, scope, kind, key, pos: heads.head, gone, body: bodyOf(change) });
  }
}

function sessionKey(siteId: string, id: string): string {
  return `${siteId}:${id}`;
}

function placeKey(streamId: string, seq: number): string {
  return `${streamId}:${seq}`;
}
