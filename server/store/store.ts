import type { Batch, Client, Project } from '../../shared/domain/batch';
import type { Item } from '../../shared/domain/item';
import type { Shift } from '../../shared/domain/floor/shift';
import type { Abilities, Operator } from '../../shared/domain/operator';
import type { Policy } from '../../shared/domain/policy';
import type { Session } from '../../shared/domain/session';
import type { PullHead, PullRequest } from '../../shared/protocol/pull';
import type { PoolSource } from './pool';
import type { ReleaseStore } from './release-rows';
import type { HeldRow } from '../decide/decide-abandoned';
import type { PushContext, PushQuestion, SiteChange } from './changes';
import type { DeliveryRow, ProposedPlan, PublishConflict, PublishPlan, StagedPage, StagingRow } from './delivery-rows';
import type {
  BatchCounts, BatchRow, CodeListRow, CountedTry, DeskRow, DocumentRow, EnrolmentCodeRow, FormRow, MutationCounts, OperatorWithPin, ProjectRow, RevisedBatch,
  SiteKeyRow, SiteRow, StandingState, StoredLedgerRow,
} from './rows';

/** Sites, the people and desks there, and what they prove themselves with. Names and logins are unique; `exists` says so. */
export interface AccountStore {
  addSite(site: SiteRow, key: SiteKeyRow): Promise<'added' | 'exists'>;
  sites(): Promise<readonly SiteRow[]>;
  site(siteId: string): Promise<SiteRow | null>;
  /** Without regard to case. */
  siteByName(name: string): Promise<SiteRow | null>;
  /** The newest last. */
  siteKeys(siteId: string): Promise<readonly SiteKeyRow[]>;
  addOperator(operator: Operator, pinHash: string): Promise<'added' | 'exists'>;
  operators(siteId: string): Promise<readonly Operator[]>;
  operatorByLogin(siteId: string, login: string): Promise<OperatorWithPin | null>;
  setOperatorState(operatorId: string, state: StandingState): Promise<Operator | null>;
  setOperatorAbilities(operatorId: string, abilities: Abilities): Promise<Operator | null>;
  /** What is planned of each operator of a site who has a plan. */
  shiftPlans(siteId: string): Promise<ReadonlyMap<string, readonly Shift[]>>;
  /** Changes what is planned of an operator, in one step, and tells it in the reference scope; gives what is planned then. */
  replan(operator: Pick<Operator, 'id' | 'siteId'>, change: (before: readonly Shift[]) => readonly Shift[]): Promise<readonly Shift[]>;
  addEnrolmentCode(code: EnrolmentCodeRow): Promise<void>;
  /** Uses the code up and adds its desk in one step; null when the code is unknown, used or run out. */
  enrolDesk(mac: string, desk: Omit<DeskRow, 'siteId' | 'state'>, nowUtc: string): Promise<DeskRow | null>;
  desk(deskId: string): Promise<DeskRow | null>;
  desks(siteId: string): Promise<readonly DeskRow[]>;
  setDeskState(deskId: string, state: StandingState): Promise<DeskRow | null>;
  /**
   * Counts a try before its PIN is looked at, as wrong until the count is cleared, so that tries at the same time cannot
   * pass one lock together. One that comes while the login is locked is not counted. `lockMsFor` says from the new count
   * how long the login is locked from now on, 0 for not at all.
   */
  countTry(deskId: string, login: string, nowMs: number, lockMsFor: (wrong: number) => number): Promise<CountedTry>;
  clearWrongPins(deskId: string, login: string): Promise<void>;
  /** Writes down that the centre itself has seen this operator's PIN at this desk; of whoever was seen there before nothing is left. */
  noteSignOn(deskId: string, operatorId: string, atUtc: string): Promise<void>;
  /** When it did so last; null when it never has. */
  lastSignOn(deskId: string, operatorId: string): Promise<string | null>;
}

/** Forms, deliveries and batches. */
export interface BatchStore {
  /** Adds forms, which become the current ones of their work types, and the lists that they name. Both are immutable and known by their hashes. */
  addForms(forms: readonly FormRow[], lists: readonly CodeListRow[]): Promise<void>;
  /** Adds those that are not there yet. They are current only where nobody has added a form of their work type. */
  addShippedForms(forms: readonly FormRow[], lists: readonly CodeListRow[]): Promise<void>;
  codeList(hash: string): Promise<CodeListRow | null>;
  form(hash: string): Promise<FormRow | null>;
  /** The current form of each work type. */
  currentForms(): Promise<readonly FormRow[]>;
  addDelivery(delivery: DeliveryRow): Promise<void>;
  delivery(deliveryId: string): Promise<DeliveryRow | null>;
  staging(deliveryId: string): Promise<StagingRow | null>;
  /** `publishing`: begun and not finished. `staged`: on its way in, or given up. */
  deliveriesIn(state: 'staged' | 'publishing'): Promise<readonly DeliveryRow[]>;
  putStagedPage(deliveryId: string, plainSha256: string, page: StagedPage): Promise<void>;
  stagedPage(deliveryId: string, plainSha256: string): Promise<StagedPage | null>;
  stagedPages(deliveryId: string): Promise<ReadonlyMap<string, StagedPage>>;
  /**
   * Fixes what publishing will write, adds client, project and batch, and puts their rows into the site's feed.
   * A delivery that has a plan keeps it.
   */
  beginPublishing(deliveryId: string, plan: ProposedPlan): Promise<PublishPlan | PublishConflict>;
  finishPublishing(deliveryId: string): Promise<void>;
  /** Forgets a delivery that nobody has begun to publish; says whether it did. */
  dropDelivery(deliveryId: string): Promise<boolean>;
  /** The batch that the same delivery came in with, if it did. */
  batchOfDelivery(client: string, project: string, digest: string): Promise<Batch | null>;
  /** By the names of the client and the project. */
  project(client: string, project: string): Promise<Project | null>;
  /** Of all clients, in the order of their names. */
  projects(): Promise<readonly ProjectRow[]>;
  /** Adds a project, and its client where that is new; one of these names that is there already stays as it is. */
  addProject(client: Client, project: Project): Promise<Project>;
  /** Changes a project's policy in one step, unless the change gives null, and tells every site that has batches of it; gives what there is then. */
  setPolicy(projectId: string, change: (before: Policy) => Policy | null): Promise<Policy | null>;
  batches(): Promise<readonly BatchRow[]>;
  batch(batchId: string): Promise<BatchRow | null>;
  batchesByName(name: string): Promise<readonly BatchRow[]>;
  batchCounts(): Promise<ReadonlyMap<string, BatchCounts>>;
  /**
   * A batch's items in their order and the number of the revision with this content: the last one's when its digest is
   * the same, else the next. The items are read under the batch's lock, so that a higher number never has older items.
   */
  revise(batchId: string, digestOf: (items: readonly Item[]) => string, nowUtc: string): Promise<RevisedBatch>;
}

/** A page of the feed: its head and the rows as lines of JSON. */
export type PullPage = Readonly<{ head: Omit<PullHead, 'centreTimeUtc' | 'protocol'>; lines: readonly string[] }>;

/** A write at one site, which holds the site's lock until it commits. At most 500 rows a transaction. */
export interface SiteTransaction extends PoolSource {
  /** Without the pool, which is read where somebody asks for work. */
  pushContext(question: PushQuestion): Promise<Omit<PushContext, 'pool'>>;
  items(itemIds: readonly string[]): Promise<ReadonlyMap<string, Item>>;
  /** Held items of projects that take abandoned work back, of holders who were silent for so long; at most `limit`. */
  abandoned(nowUtc: string, limit: number): Promise<readonly HeldRow[]>;
  apply(change: SiteChange): Promise<void>;
}

/** The ledger, what follows from it, and the feed. */
export interface WorkStore {
  feedId(): Promise<string>;
  /** Takes the site's lock, runs the work and commits durably before it resolves. What throws leaves nothing behind. */
  atSite<T>(siteId: string, work: (tx: SiteTransaction) => Promise<T>): Promise<T>;
  /** One snapshot of the scopes asked for. Scopes are taken as allowed. */
  pull(siteId: string, request: PullRequest): Promise<PullPage>;
  /** Up to where a site's feed has grown. */
  feedHead(siteId: string): Promise<number>;
  item(itemId: string): Promise<Item | null>;
  itemsOfBatch(batchId: string): Promise<readonly Item[]>;
  itemsOfSite(siteId: string, afterId: string | null, limit: number): Promise<readonly Item[]>;
  sessionsOfSite(siteId: string, afterId: string | null, limit: number): Promise<readonly Session[]>;
  ledgerOfItem(itemId: string): Promise<readonly StoredLedgerRow[]>;
  ledgerOfSite(siteId: string, afterPos: number, limit: number): Promise<readonly StoredLedgerRow[]>;
  /** Decided rows by mutation id; forks are left out. */
  ledgerByMutation(siteId: string, mutationIds: readonly string[]): Promise<ReadonlyMap<string, StoredLedgerRow>>;
  /** Of the work that desks pushed; the centre's own mutations are left out, and those of sessions. */
  mutationCounts(): Promise<MutationCounts>;
  addDocument(document: DocumentRow): Promise<void>;
  document(siteId: string, hash: string): Promise<DocumentRow | null>;
  removeDocument(siteId: string, hash: string): Promise<void>;
}

/** What the centre remembers. Two implementations keep this contract: memory and PostgreSQL. */
export type Store = Readonly<{
  accounts: AccountStore;
  batches: BatchStore;
  work: WorkStore;
  releases: ReleaseStore;
  close: () => Promise<void>;
}>;
