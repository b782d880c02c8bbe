import type { Assign, CentreMutation } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import type { AskEnvelope } from '../../shared/domain/mutations/ask';
import type { MemoryTables } from '../../server/store/memory/memory-tables';
import type { StoredLedgerRow } from '../../server/store/rows';
import type { Tally } from './tally';
import { Violation } from './violation';

type Standing = { readonly batchId: string; readonly position: number; holderId: string | null; isDone: boolean; assignedAtUtc: string };
type Answering = { readonly ask: AskEnvelope; readonly heldThen: number; given: number; last: readonly number[] | null };

const BY_RULE = 'who asks is given only what they may have, the most urgent first, and nothing twice';
const SILENT = 'only work of those who are silent goes back to the pool';
const HOUR_MS = 3_600_000;

/** Goes through the ledger and looks, apart from the product's own rules, whether every item that was given to somebody who asked was theirs to have, and every one that was taken back abandoned. */
export class PoolRule {
  readonly #items = new Map<string, Standing>();
  readonly #heardAtUtc = new Map<string, string>();
  #answering: Answering | null = null;

  constructor(private readonly tables: MemoryTables, private readonly tally: Tally) {}

  check(): void {
    for (const row of this.tables.ledger) this.#follow(row);
    this.#checkPoolRows();
  }

  #follow(row: StoredLedgerRow): void {
    const { streamId, envelope, outcome, operatorId, receivedAtUtc } = row;
    if (streamId === null) return this.#followCentre(envelope as CentreMutation, receivedAtUtc);
    this.#endAnswer();
    if (operatorId !== null) this.#heardAtUtc.set(operatorId, receivedAtUtc);
    if (envelope?.kind === 'ask' && outcome.kind !== 'accepted' && outcome.kind !== 'fork' && !(outcome.kind === 'refused' && outcome.reason === 'idReused')) throw new Violation(BY_RULE, `ask ${envelope.id} is ${outcome.kind}`);
    if (envelope?.kind === 'ask' && outcome.kind === 'accepted') this.#answering = { ask: envelope, heldThen: this.#held(envelope.operatorId).length, given: 0, last: null };
    if (envelope?.kind !== 'submit' || outcome.kind !== 'accepted') return;
    const item = this.#items.get(envelope.itemId);
    if (item !== undefined) item.isDone = true;
  }

  #followCentre(mutation: CentreMutation, atUtc: string): void {
    if (mutation.kind === 'admit') {
      const { itemId, batchId, position } = mutation;
      this.#items.set(itemId, { batchId, position, holderId: null, isDone: false, assignedAtUtc: atUtc });
      return;
    }
    const item = this.#items.get(mutation.itemId);
    if (item === undefined) throw new Violation(BY_RULE, `${mutation.itemId} is not known`);
    if (mutation.kind !== 'assign') {
      this.#endAnswer();
      if (mutation.kind === 'judged' && mutation.verdict === 'promote') item.isDone = true;
      return;
    }
    if (mutation.byAsk !== undefined) this.#checkGiven(mutation, item);
    else this.#endAnswer();
    if (mutation.abandoned !== undefined) this.#checkAbandoned(mutation, item, atUtc);
    item.holderId = mutation.toOperatorId;
    item.assignedAtUtc = atUtc;
  }

  #checkGiven({ itemId, toOperatorId, byAsk }: Assign, item: Standing): void {
    const answering = this.#answering;
    const fail = (what: string): never => {
      throw new Violation(BY_RULE, `${itemId} by ask ${byAsk?.mutationId}: ${what}`);
    };
    if (answering === null || answering.ask.id !== byAsk?.mutationId) return fail('stands behind no such ask');
    const { ask, heldThen } = answering;
    if (toOperatorId !== ask.operatorId) fail('went to somebody else');
    if (item.holderId !== null || item.isDone) fail('did not lie in the pool');
    const project = this.#projectOf(item.batchId);
    const operator = this.tables.operators.get(ask.operatorId)?.operator;
    if (project === undefined || operator === undefined) return fail('has no project, or nobody');
    if (project.policy.assign !== 'pool' || operator.role !== 'operator') fail('is not asked for');
    if (operator.skills !== null && !operator.skills.includes(project.workType)) fail('needs another skill');
    if (project.policy.riskClass === 'sensitive' && operator.clearedFor !== 'sensitive') fail('is too sensitive');
    const ofProject = this.#held(ask.operatorId).filter((each) => this.#projectOf(each.batchId)?.id === project.id).length;
    if (project.policy.maxHeldItems !== null && ofProject >= project.policy.maxHeldItems) fail('is more than they may hold');
    answering.given += 1;
    if (answering.given > ask.count - Math.max(0, heldThen - ask.heldCount)) fail('is more than was asked for');
    const place = this.#urgency(item);
    if (answering.last !== null && compare(answering.last, place) > 0) fail('is more urgent than the one before');
    const first = [...this.#items.values()].find((each) => each.batchId === item.batchId && each.holderId === null && !each.isDone && each.position < item.position);
    if (first !== undefined) fail('is not the first of its batch');
    answering.last = place;
  }

  #endAnswer(): void {
    if (this.#answering === null) return;
    const { given } = this.#answering;
    this.tally.count(given === 0 ? 'ask answered with nothing' : 'ask answered with work');
    if (given > 0) this.tally.count('item given to whoever asked', given);
    this.#answering = null;
  }

  #checkAbandoned({ itemId, abandoned, toOperatorId }: Assign, item: Standing, atUtc: string): void {
    const hours = this.#projectOf(item.batchId)?.policy.abandonedAfterHours ?? null;
    const heard = this.#heardAtUtc.get(item.holderId ?? '') ?? '';
    const since = heard > item.assignedAtUtc ? heard : item.assignedAtUtc;
    const isSilent = hours !== null && Date.parse(atUtc) - Date.parse(since) >= hours * HOUR_MS;
    if (!isSilent || item.isDone || toOperatorId !== null || abandoned?.fromOperatorId !== item.holderId || abandoned?.sinceUtc !== since) {
      throw new Violation(SILENT, `${itemId} of ${item.holderId}, who was heard of at ${since}, at ${atUtc}`);
    }
    this.tally.count('item taken back from somebody silent');
  }

  /** A batch is told to lie in the pool while it does. */
  #checkPoolRows(): void {
    const there = new Set([...this.tables.items.values()].filter(({ state, assignedTo }) => state === 'open' && assignedTo === null).map(({ batchId }) => batchId));
    const told = new Set([...this.tables.feed.values()].filter(({ kind, gone }) => kind === 'pool' && !gone).map(({ key }) => key));
    const odd = [...there].find((id) => !told.has(id)) ?? [...told].find((id) => !there.has(id));
    if (odd !== undefined) throw new Violation('desks are told what lies in the pool', `batch ${odd} is ${told.has(odd) ? 'told of and not there' : 'there and not told of'}`);
  }

  #held(operatorId: string): readonly Standing[] {
    return [...this.#items.values()].filter(({ holderId, isDone }) => holderId === operatorId && !isDone);
  }

  #projectOf(batchId: string) {
    return this.tables.projects.get(this.tables.batches.get(batchId)?.batch.projectId ?? '');
  }

  /** When it is wanted, when it is due, its lightness: the smaller the more urgent. */
  #urgency({ batchId }: Pick<Item, 'batchId'>): readonly number[] {
    const batch = this.tables.batches.get(batchId)?.batch;
    const policy = this.#projectOf(batchId)?.policy;
    const dueAtMs = Date.parse(batch?.dueAtUtc ?? '');
    return [dueAtMs - (policy?.goalHours ?? 0) * HOUR_MS, dueAtMs, -(policy?.weight ?? 1)];
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] ?? 0);
  return 0;
}
