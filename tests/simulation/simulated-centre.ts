import { decideAdmissions } from '../../server/decide/decide-admission';
import { decideCentreMutations } from '../../server/decide/decide-centre-mutations';
import { readMutation } from '../../server/decide/read-mutation';
import { openMemoryStore } from '../../server/store/memory/memory-store';
import { MemoryTables } from '../../server/store/memory/memory-tables';
import type { DeskRow } from '../../server/store/rows';
import type { Store } from '../../server/store/store';
import { PlannedForms } from '../../server/work/planned-forms';
import { judgedIdsOf } from '../../server/work/judged-entries';
import { storePush } from '../../server/work/store-push';
import { returnAbandoned } from '../../server/work/return-abandoned';
import { takePull } from '../../server/work/take-pull';
import { FIRST_EPOCH, type Epoch } from '../../shared/domain/epoch';
import type { Item } from '../../shared/domain/item';
import type { Operator } from '../../shared/domain/operator';
import type { Outcome } from '../../shared/domain/outcome';
import { formHash } from '../../shared/forms/form';
import { done, failed } from '../../shared/ipc/desk-failure';
import { pullHeadSchema, pullRequestSchema } from '../../shared/protocol/pull';
import { pushRequestSchema } from '../../shared/protocol/push';
import { partWith } from '../support/centre-part';
import { CentreWitness } from './centre-witness';
import { abilitiesOf, poolProjects } from './pool-projects';
import { FORM, type Seals } from './seals';
import type { Answered, Asked } from './simulated-network';
import type { SimulatedTime } from './simulated-time';
import type { Counted, Tally } from './tally';

export const FORM_HASH = formHash(FORM);
const KEY = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k' } as const;

export type CentreSetup = Readonly<{
  siteId: string;
  mintId: () => string;
  time: SimulatedTime;
  seals: Seals;
  tally: Tally;
  /** Whether the centre is backed up: journals are then freed by finished backups, and it may be restored from one. */
  hasBackups: boolean;
}>;

class Crashed extends Error {}

/** The centre's decisions over the memory store, with its bad days: crashes, restores, revocations, a newer version. */
export class SimulatedCentre {
  tables = new MemoryTables();
  store: Store;
  operators: readonly Operator[] = [];
  readonly witness: CentreWitness;
  #forms: PlannedForms;
  /** How many transactions from now on the process dies, before it commits; null for not at all. */
  crashIn: number | null = null;
  /** Sends rows of kinds that no desk here knows, as a newer centre may. */
  isNewer = false;
  wasRestored = false;
  #term = 1;
  #strange = 0;
  #backup: MemoryTables | null = null;

  constructor(readonly setup: CentreSetup) {
    this.store = openMemoryStore(setup.mintId(), undefined, this.tables);
    this.#forms = new PlannedForms(this.store.batches);
    this.witness = new CentreWitness(setup.tally);
  }

  async begin(operatorCount: number, leadCount: number): Promise<void> {
    const { siteId, mintId } = this.setup;
    await this.store.accounts.addSite({ id: siteId, name: 'Cebu' }, { siteId, publicKey: KEY, wrappedPrivate: 'wrapped' });
    await this.store.batches.addForms([{ hash: FORM_HASH, form: FORM }], []);
    this.addProjects();
    this.operators = Array.from({ length: operatorCount }, (_, i) => (
      { id: mintId(), siteId, login: `operator${i}`, name: `Operator ${i}`, role: i < operatorCount - leadCount ? 'operator' : 'lead', state: 'active', ...abilitiesOf(i) }));
    for (const operator of this.operators) await this.store.accounts.addOperator(operator, 'hash');
  }

  addProjects(): void {
    const clientId = this.setup.mintId();
    this.tables.clients.set(clientId, { id: clientId, name: 'Harbour & Vale' });
    for (const project of poolProjects(this.setup.mintId, clientId)) this.tables.projects.set(project.id, project);
  }

  async enrol(): Promise<DeskRow> {
    const { siteId, mintId } = this.setup;
    const mac = mintId();
    await this.store.accounts.addEnrolmentCode({ mac, siteId, validUntilUtc: '2999-01-01T00:00:00.000Z' });
    const desk = await this.store.accounts.enrolDesk(mac, { id: mintId(), name: `Desk ${mac}`, signKey: KEY, sealKey: KEY }, this.nowUtc);
    if (desk === null) throw new Error('the desk was not enrolled');
    return desk;
  }

  get nowUtc(): string {
    return new Date(this.setup.time.wallMs).toISOString();
  }

  get items(): readonly Item[] {
    return [...this.tables.items.values()];
  }

  /** A delivery comes in; its items are given out one after the other, or lie in the pool. */
  async admit(itemCount: number, projectNumber = 0, dueInHours = 24): Promise<void> {
    const { siteId, mintId, tally } = this.setup;
    const batchId = mintId();
    const project = [...this.tables.projects.values()][projectNumber];
    if (project === undefined) throw new Error('there are no projects');
    const dueAtUtc = new Date(Date.parse('2026-11-21T08:00:00.000Z') + dueInHours * 3_600_000).toISOString();
    const batch = { id: batchId, projectId: project.id, siteId, name: batchId, formHash: FORM_HASH, dueAtUtc, itemCount, sealedSourceKey: 'sealed' };
    this.tables.batches.set(batchId, { batch, digest: batchId });
    const admissions = Array.from({ length: itemCount }, (_, i) => {
      const itemId = mintId();
      const holder = project.policy.assign === 'pool' ? undefined : this.operators[i % this.operators.length];
      return {
        admit: {
          id: mintId(), kind: 'admit' as const, itemId, siteId, batchId, position: i + 1, source: `${i}.jpg`, formHash: FORM_HASH,
          pages: [{ hash: FORM_HASH, sizeBytes: 9, mediaType: 'image/jpeg' as const, name: `${i}.jpg`, widthPx: 3, heightPx: 4 }],
          dueAtUtc,
        },
        assign: holder === undefined ? null : {
          id: mintId(), kind: 'assign' as const, itemId, toOperatorId: holder.id, epoch: { term: this.#term, seq: 2 }, minEpoch: FIRST_EPOCH,
        },
      };
    });
    await this.store.work.atSite(siteId, async (tx) => tx.apply(decideAdmissions(admissions, new Map(), this.nowUtc)));
    tally.count('transition: admit', itemCount);
    this.#look();
  }

  /** Gives an item to somebody else, or to nobody; a hard move lets nothing from before count any more. */
  async assign(item: Item, toOperatorId: string | null, how: 'soft' | 'hard'): Promise<void> {
    const { siteId, mintId, tally } = this.setup;
    const epoch = this.#nextEpoch(item);
    const assign = { id: mintId(), kind: 'assign' as const, itemId: item.id, toOperatorId, epoch, minEpoch: how === 'hard' ? epoch : FIRST_EPOCH };
    await this.store.work.atSite(siteId, async (tx) => {
      await tx.apply(decideCentreMutations([assign], await tx.items([item.id]), this.nowUtc));
    });
    tally.count(`transition: assign, ${how}`);
    this.#look();
  }

  async lookForAbandoned(): Promise<void> {
    const { time, mintId } = this.setup;
    await returnAbandoned({ store: this.store, clock: { nowMs: () => time.wallMs }, mintId });
    this.#look();
  }

  beginTerm(): void {
    this.#term += 1;
  }

  backUp(): void {
    this.#backup = this.tables.copy();
  }

  /** The centre's machine is gone; the last backup is all there is. An assigner that lost its counter begins another term. */
  restore(): boolean {
    if (this.#backup === null) return false;
    this.tables = this.#backup.copy();
    this.store = openMemoryStore(this.setup.mintId(), undefined, this.tables);
    this.#forms = new PlannedForms(this.store.batches);
    this.#term += 1;
    this.wasRestored = true;
    this.witness.forget();
    this.#look();
    return true;
  }

  /** Takes a request as the routes do; a crash is a failure to whoever asked. */
  async take({ deskId, path, body }: Asked): Promise<Answered> {
    const desk = await this.store.accounts.desk(deskId);
    if (desk === null) return failed({ kind: 'unauthenticated', message: 'no such desk' });
    try {
      if (path === '/v1/push') return done(JSON.stringify(await this.#push(desk, body)));
      if (desk.state === 'revoked') return failed({ kind: 'revoked', message: 'may push, and nothing else' });
      return done(await this.#pull(desk, body));
    } catch (error) {
      if (error instanceof Crashed) return failed({ kind: 'unreachable', message: 'the centre died' });
      throw error;
    } finally {
      this.#look();
    }
  }

  async #push(desk: DeskRow, body: string): Promise<unknown> {
    const { streamId, mutations: pushed } = pushRequestSchema.parse(JSON.parse(body));
    const mutations = pushed.map(readMutation);
    const judged = await this.store.work.ledgerByMutation(desk.siteId, judgedIdsOf(mutations));
    const entryChecks = await this.setup.seals.check(mutations, judged, this.#forms);
    const work = partWith(this.store.work, { atSite: (siteId, what) => this.#atSite(siteId, what) });
    const outcomes = await storePush(work, desk, { streamId, mutations, entryChecks, receivedAtUtc: this.nowUtc });
    for (const { outcome } of outcomes) this.setup.tally.count(nameOf(outcome));
    return { outcomes };
  }

  async #atSite<T>(siteId: string, work: Parameters<Store['work']['atSite']>[1]): Promise<T> {
    if (this.crashIn !== null) {
      this.crashIn -= 1;
      if (this.crashIn < 0) {
        this.crashIn = null;
        this.setup.tally.count('fault: centre crashed before a commit');
        throw new Crashed();
      }
    }
    return this.store.work.atSite(siteId, work) as Promise<T>;
  }

  async #pull(desk: DeskRow, body: string): Promise<string> {
    const request = pullRequestSchema.parse(JSON.parse(body));
    const centre = { store: this.store, clock: { nowMs: () => this.setup.time.wallMs } };
    const page = await takePull(centre, desk, request);
    return this.setup.hasBackups || this.isNewer ? this.#rewritten(page) : page;
  }

  /** As a centre answers that is backed up, and as a newer one does. */
  #rewritten(page: string): string {
    const [first = '', ...lines] = page.split('\n');
    const head = pullHeadSchema.parse(JSON.parse(first));
    const streams = Object.fromEntries(Object.entries(head.streams).map(([streamId, told]) => {
      const held = (this.#backup?.streams.get(streamId)?.nextSeq ?? 1) - 1;
      return [streamId, { ...told, freeUpTo: this.setup.hasBackups ? Math.min(held, told.foldedUpTo) : told.freeUpTo }];
    }));
    const strange = this.isNewer ? [this.#strangeRow()] : [];
    const newer = this.isNewer ? { meaning: 'of a later version' } : {};
    const whole = { ...head, ...newer, streams, rowCount: head.rowCount + strange.length };
    return [JSON.stringify(whole), ...strange, ...lines].join('\n');
  }

  #strangeRow(): string {
    this.#strange += 1;
    this.setup.tally.count('fault: row of a newer version');
    return JSON.stringify({ scope: 'reference', kind: 'weather', key: 'cebu', pos: 1, row: { rain: this.#strange } });
  }

  #nextEpoch({ epoch }: Item): Epoch {
    return epoch.term === this.#term ? { term: this.#term, seq: epoch.seq + 1 } : { term: this.#term, seq: 1 };
  }

  #look(): void {
    this.witness.look(this.tables);
  }
}

function nameOf(outcome: Outcome): Counted {
  switch (outcome.kind) {
    case 'kept':
      return `outcome: kept (${outcome.reason})`;
    case 'refused':
      return `outcome: refused (${outcome.reason})`;
    case 'accepted':
    case 'gap':
    case 'fork':
      return `outcome: ${outcome.kind}`;
    default:
      return outcome satisfies never;
  }
}
