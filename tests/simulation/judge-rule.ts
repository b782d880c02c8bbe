import { isDeepStrictEqual } from 'node:util';
import type { MemoryTables } from '../../server/store/memory/memory-tables';
import type { StoredLedgerRow } from '../../server/store/rows';
import type { Judged } from '../../shared/domain/centre-mutation';
import type { NotJudged } from '../../shared/domain/judge-kept';
import type { KeptEntry } from '../../shared/domain/kept-entry';
import type { JudgeEnvelope } from '../../shared/domain/mutations/judge';
import type { SubmitEnvelope } from '../../shared/domain/mutations/submit';
import { queueScope } from '../../shared/protocol/pull';
import type { Tally } from './tally';
import { Violation } from './violation';

type Entry = Readonly<{ envelope: SubmitEnvelope; deskId: string; receivedAtUtc: string; keptFor: KeptEntry['reason'] | null }>;
type Decided = NonNullable<KeptEntry['decided']>;
/** What the verdicts have made of one item, as this rule works it out. */
type Standing = { readonly batchId: string; readonly source: string; readonly formHash: string; winnerId: string | null; readonly kept: Map<string, Decided | null> };
type Due = Readonly<{ judge: JudgeEnvelope; atUtc: string }>;

const ONCE = 'a verdict on a kept entry is carried out once, where all is as its lead saw it';
const TRAY = 'every kept entry lies in the tray, with what was decided of it';
const HEARD = 'whoever keyed an entry, and whoever decided on it, hears what became of it';

/**
 * Goes through the ledger and works out what becomes of kept entries, apart from the product's own rule; then looks whether
 * items, trays and notices say the same.
 *
 * @param isHonest whether a sound page made a mutation and nothing spoilt it: only such an entry is sure to open and to fit its form.
 */
export class JudgeRule {
  readonly #items = new Map<string, Standing>();
  readonly #entries = new Map<string, Entry>();
  /** Entries that a lead has promoted or replaced at some time: they stay in the tray. */
  readonly #tray = new Map<string, Decided | null>();
  /** By queue and mutation: what stands in a notice. */
  readonly #told = new Map<string, Readonly<Record<string, unknown>>>();
  #due: Due | null = null;

  constructor(private readonly tally: Tally, private readonly isHonest: (mutationId: string) => boolean) {}

  check(tables: MemoryTables): void {
    for (const row of tables.ledger) this.#follow(row);
    if (this.#due !== null) throw new Violation(ONCE, `${this.#due.judge.id} was not carried out`);
    for (const item of tables.items.values()) this.#checkItem(item);
    this.#checkTray(tables);
    this.#checkNotices(tables);
  }

  #follow(row: StoredLedgerRow): void {
    const { envelope, outcome } = row;
    if (this.#due !== null && envelope?.kind !== 'judged') throw new Violation(ONCE, `${this.#due.judge.id} was not carried out`);
    if (envelope?.kind === 'admit') this.#items.set(envelope.itemId, { batchId: envelope.batchId, source: envelope.source, formHash: envelope.formHash, winnerId: null, kept: new Map() });
    if (envelope?.kind === 'judged') this.#carryOut(envelope, row.receivedAtUtc);
    if (envelope?.kind === 'judge' && outcome.kind === 'accepted') this.#take(envelope, row.receivedAtUtc);
    if (envelope?.kind === 'judge' && outcome.kind === 'kept') throw new Violation(ONCE, `${envelope.id} is kept`);
    if (envelope?.kind === 'submit') this.#noteEntry(envelope, row);
  }

  #noteEntry(envelope: SubmitEnvelope, { outcome, deskId, receivedAtUtc }: StoredLedgerRow): void {
    const item = this.#items.get(envelope.itemId);
    if (item === undefined || (outcome.kind !== 'kept' && outcome.kind !== 'accepted')) return;
    this.#entries.set(envelope.id, { envelope, deskId: deskId ?? '', receivedAtUtc, keptFor: outcome.kind === 'kept' ? outcome.reason : null });
    if (outcome.kind === 'accepted') item.winnerId = envelope.id;
    else {
      item.kept.set(envelope.id, null);
      this.#tray.set(envelope.id, null);
    }
  }

  #take(judge: JudgeEnvelope, atUtc: string): void {
    const item = this.#items.get(judge.itemId);
    const reason = item === undefined ? 'unknownItem' : this.#reasonAgainst(item, judge);
    if (reason === 'rejected') throw new Violation(ONCE, `${judge.keptId} sends nothing back`);
    this.tally.count(reason === null ? `verdict: ${judge.verdict}` : `verdict not carried out (${reason})`);
    if (reason === null) this.#due = { judge, atUtc };
    else this.#told.set(keyOf(judge.operatorId, judge.id), { kind: 'notJudged', keptId: judge.keptId, verdict: judge.verdict, reason });
  }

  #reasonAgainst(item: Standing, judge: JudgeEnvelope): NotJudged | null {
    const entry = this.#entries.get(judge.keptId);
    const standing = item.kept.get(judge.keptId);
    if (entry === undefined || standing === undefined) return 'notKept';
    if (item.winnerId !== judge.winnerId) return 'winnerChanged';
    if ((standing?.verdict ?? null) !== judge.standing) return 'judgedSince';
    if (judge.verdict === 'close') return null;
    if (entry.envelope.formHash !== item.formHash) return 'otherForm';
    if (!this.isHonest(judge.keptId)) return this.#reasonOfSpoilt(judge);
    if (judge.verdict === 'promote') return null;
    if (item.winnerId === null) return 'noWinner';
    return this.#entries.get(item.winnerId)?.envelope.operatorId === entry.envelope.operatorId ? 'sameOperator' : null;
  }

  /** Whether an entry opens that a page at fault made, the rule cannot know: it takes the centre's word, and carries nothing out on it by itself. */
  #reasonOfSpoilt({ id, operatorId }: JudgeEnvelope): NotJudged | null {
    return this.#wordOf?.(keyOf(operatorId, id)) ?? null;
  }
  #wordOf: ((at: string) => NotJudged | null) | null = null;

  /** Lets the rule take the centre's word on entries that a page at fault made. */
  trusting(tables: MemoryTables): this {
    this.#wordOf = (at) => {
      const row = [...tables.feed.values()].find(({ scope, kind, key }) => kind === 'notice' && `${scope}|${key}` === at);
      const { outcome } = row === undefined || row.gone ? { outcome: undefined } : (JSON.parse(row.body) as { outcome?: { kind: string; reason?: NotJudged } });
      return outcome?.kind === 'notJudged' ? (outcome.reason ?? null) : null;
    };
    return this;
  }

  #carryOut({ verdict, entry, byLead, itemId }: Judged, atUtc: string): void {
    const due = this.#due;
    const isRight = due !== null && due.judge.id === byLead.mutationId && due.judge.verdict === verdict && due.judge.keptId === entry.mutationId && due.judge.itemId === itemId;
    if (!isRight) throw new Violation(ONCE, `${verdict} on ${entry.mutationId} was carried out, ${due?.judge.id} is due`);
    this.#due = null;
    const item = this.#items.get(itemId);
    if (item === undefined) throw new Violation(ONCE, `${itemId} is not known`);
    const decided = { verdict, byOperatorId: byLead.operatorId, atUtc };
    this.#tray.set(entry.mutationId, decided);
    this.#tell(entry.mutationId, decided);
    if (verdict !== 'promote') return void item.kept.set(entry.mutationId, decided);
    item.kept.delete(entry.mutationId);
    if (item.winnerId !== null) this.#replace(item, item.winnerId, { ...decided, verdict: 'replaced' });
    item.winnerId = entry.mutationId;
  }

  #replace(item: Standing, winnerId: string, decided: Decided): void {
    item.kept.set(winnerId, decided);
    this.#tray.set(winnerId, decided);
    this.#tell(winnerId, decided);
  }

  #tell(mutationId: string, { verdict, byOperatorId }: Decided): void {
    const author = this.#entries.get(mutationId)?.envelope.operatorId ?? '';
    this.#told.set(keyOf(author, mutationId), { kind: 'judged', verdict, byOperatorId });
  }

  #checkItem({ id, settledBy, kept, standings }: Readonly<{ id: string; settledBy: { mutationId: string } | null; kept: readonly string[]; standings: readonly { mutationId: string; standing: string }[] }>): void {
    const due = this.#items.get(id);
    const here = { winnerId: settledBy?.mutationId ?? null, kept: [...kept].sort(), decided: standings.map((each) => `${each.mutationId} ${each.standing}`).sort() };
    const decided = [...(due?.kept ?? [])].flatMap(([mutationId, each]) => (each === null ? [] : [`${mutationId} ${each.verdict}`])).sort();
    const there = { winnerId: due?.winnerId ?? null, kept: [...(due?.kept.keys() ?? [])].sort(), decided };
    if (!isDeepStrictEqual(here, there)) throw new Violation(ONCE, `item ${id} is ${JSON.stringify(here)}, by the verdicts ${JSON.stringify(there)}`);
  }

  #checkTray({ feed }: MemoryTables): void {
    const here = new Map([...feed.values()].flatMap(({ kind, key, gone, body }) => (kind === 'keptEntry' && !gone ? [[key, JSON.parse(body) as KeptEntry] as const] : [])));
    for (const [id, decided] of this.#tray) {
      if (!isDeepStrictEqual(here.get(id), this.#rowOf(id, decided))) throw new Violation(TRAY, `${id}: ${JSON.stringify(here.get(id))}, due is ${JSON.stringify(this.#rowOf(id, decided))}`);
    }
    if (here.size !== this.#tray.size) throw new Violation(TRAY, `${here.size} lie there, ${this.#tray.size} are due`);
  }

  #rowOf(id: string, decided: Decided | null): KeptEntry | undefined {
    const entry = this.#entries.get(id);
    const item = entry && this.#items.get(entry.envelope.itemId);
    if (entry === undefined || item === undefined) return undefined;
    const { itemId, formHash, operatorId, epoch, capturedAt } = entry.envelope;
    return {
      id, itemId, batchId: item.batchId, source: item.source, formHash, operatorId, deskId: entry.deskId, epoch, capturedAt,
      receivedAtUtc: entry.receivedAtUtc, reason: entry.keptFor ?? 'replaced', decided,
    };
  }

  #checkNotices({ feed }: MemoryTables): void {
    const here = new Map<string, Readonly<{ outcome: unknown }>>();
    for (const { scope, kind, key, gone, body } of feed.values()) if (kind === 'notice' && !gone) here.set(`${scope}|${key}`, JSON.parse(body));
    for (const [at, outcome] of this.#told) {
      if (!isDeepStrictEqual(here.get(at)?.outcome, outcome)) throw new Violation(HEARD, `${at}: ${JSON.stringify(here.get(at)?.outcome)}, due is ${JSON.stringify(outcome)}`);
    }
  }
}

function keyOf(operatorId: string, key: string): string {
  return `${queueScope(operatorId)}|${key}`;
}
