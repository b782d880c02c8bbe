import type { Batch, Client, Project } from '../../../shared/domain/batch';
import type { Item } from '../../../shared/domain/item';
import type { Policy } from '../../../shared/domain/policy';
import { listHashesOf, referenceRows } from '../batch-feed';
import type { DeliveryRow, ProposedPlan, PublishConflict, PublishPlan, StagedPage, StagingRow } from '../delivery-rows';
import type { BatchCounts, BatchRow, CodeListRow, FormRow, ProjectRow, RevisedBatch } from '../rows';
import type { BatchStore } from '../store';
import { writeFeed } from './memory-site-transaction';
import type { MemoryTables } from './memory-tables';

/** Forms, deliveries and batches in memory. */
export class MemoryBatches implements BatchStore {
  readonly #tables: MemoryTables;
  readonly #onFeed: (siteId: string) => void;

  constructor(tables: MemoryTables, onFeed: (siteId: string) => void) {
    this.#tables = tables;
    this.#onFeed = onFeed;
  }

  async addForms(forms: readonly FormRow[], lists: readonly CodeListRow[]): Promise<void> {
    for (const list of lists) this.#tables.codeLists.set(list.hash, list);
    for (const form of forms) {
      this.#tables.forms.delete(form.hash);
      this.#tables.forms.set(form.hash, { ...form, shipped: false });
    }
  }

  async addShippedForms(forms: readonly FormRow[], lists: readonly CodeListRow[]): Promise<void> {
    for (const list of lists) this.#tables.codeLists.set(list.hash, list);
    for (const form of forms) if (!this.#tables.forms.has(form.hash)) this.#tables.forms.set(form.hash, { ...form, shipped: true });
  }

  async codeList(hash: string): Promise<CodeListRow | null> {
    return this.#tables.codeLists.get(hash) ?? null;
  }

  async form(hash: string): Promise<FormRow | null> {
    const row = this.#tables.forms.get(hash);
    return row === undefined ? null : { hash: row.hash, form: row.form };
  }

  async currentForms(): Promise<readonly FormRow[]> {
    const own = [...this.#tables.forms.values()].toSorted((a, b) => Number(b.shipped) - Number(a.shipped));
    return [...new Map(own.map(({ hash, form }) => [form.workType, { hash, form }])).values()];
  }

  async addDelivery(delivery: DeliveryRow): Promise<void> {
    this.#tables.deliveries.set(delivery.id, delivery);
    this.#tables.stagedPages.set(delivery.id, new Map());
  }

  async delivery(deliveryId: string): Promise<DeliveryRow | null> {
    return this.#tables.deliveries.get(deliveryId) ?? null;
  }

  async staging(deliveryId: string): Promise<StagingRow | null> {
    return this.delivery(deliveryId);
  }

  async deliveriesIn(state: 'staged' | 'publishing'): Promise<readonly DeliveryRow[]> {
    return [...this.#tables.deliveries.values()].filter((each) => each.state === state);
  }

  async putStagedPage(deliveryId: string, plainSha256: string, page: StagedPage): Promise<void> {
    this.#tables.stagedPages.get(deliveryId)?.set(plainSha256, page);
  }

  async stagedPage(deliveryId: string, plainSha256: string): Promise<StagedPage | null> {
    return this.#tables.stagedPages.get(deliveryId)?.get(plainSha256) ?? null;
  }

  async stagedPages(deliveryId: string): Promise<ReadonlyMap<string, StagedPage>> {
    return new Map(this.#tables.stagedPages.get(deliveryId));
  }

  async beginPublishing(deliveryId: string, proposed: ProposedPlan): Promise<PublishPlan | PublishConflict> {
    const delivery = this.#deliveryOrThrow(deliveryId);
    if (delivery.plan !== null) return delivery.plan;
    const client = [...this.#tables.clients.values()].find((each) => each.name === proposed.client.name) ?? proposed.client;
    const project = this.#projectNamed(client.id, proposed.project.name) ?? { ...proposed.project, clientId: client.id };
    if (project.workType !== proposed.project.workType) return { kind: 'otherWorkType', workType: project.workType };
    const conflict = this.#conflict(project.id, proposed);
    if (conflict !== null) return conflict;
    const name = proposed.batch.name ?? this.#nextName();
    const plan = { ...proposed, client, project, batch: { ...proposed.batch, projectId: project.id, name } };
    this.#add(delivery, plan);
    return plan;
  }

  async finishPublishing(deliveryId: string): Promise<void> {
    this.#tables.deliveries.set(deliveryId, { ...this.#deliveryOrThrow(deliveryId), state: 'published' });
    this.#tables.stagedPages.delete(deliveryId);
  }

  async dropDelivery(deliveryId: string): Promise<boolean> {
    if (this.#tables.deliveries.get(deliveryId)?.state !== 'staged') return false;
    this.#tables.deliveries.delete(deliveryId);
    this.#tables.stagedPages.delete(deliveryId);
    return true;
  }

  async batchOfDelivery(client: string, project: string, digest: string): Promise<Batch | null> {
    const rows = [...this.#tables.batches.values()].filter((each) => each.digest === digest).map((each) => this.#row(each.batch));
    return rows.find((row) => row.client.name === client && row.project.name === project)?.batch ?? null;
  }

  async project(client: string, project: string): Promise<Project | null> {
    const found = [...this.#tables.clients.values()].find((each) => each.name === client);
    return found === undefined ? null : (this.#projectNamed(found.id, project) ?? null);
  }

  async projects(): Promise<readonly ProjectRow[]> {
    const rows = [...this.#tables.projects.values()].flatMap((project) => {
      const client = this.#tables.clients.get(project.clientId);
      return client === undefined ? [] : [{ client, project }];
    });
    return rows.sort((a, b) => (`${a.client.name}/${a.project.name}` < `${b.client.name}/${b.project.name}` ? -1 : 1));
  }

  async addProject(client: Client, project: Project): Promise<Project> {
    const known = [...this.#tables.clients.values()].find((each) => each.name === client.name) ?? client;
    const added = this.#projectNamed(known.id, project.name) ?? { ...project, clientId: known.id };
    this.#tables.clients.set(known.id, known);
    this.#tables.projects.set(added.id, added);
    return added;
  }

  async setPolicy(projectId: string, change: (before: Policy) => Policy | null): Promise<Policy | null> {
    const found = this.#tables.projects.get(projectId);
    if (found === undefined) throw new Error(`there is no project ${projectId}`);
    const policy = change(found.policy);
    if (policy === null) return null;
    const project = { ...found, policy };
    this.#tables.projects.set(projectId, project);
    const siteIds = [...this.#tables.batches.values()].flatMap(({ batch }) => (batch.projectId === projectId ? [batch.siteId] : []));
    for (const siteId of new Set(siteIds)) {
      writeFeed(this.#tables, siteId, [{ scope: 'reference', kind: 'project', key: projectId, row: project }]);
      this.#onFeed(siteId);
    }
    return policy;
  }

  async batches(): Promise<readonly BatchRow[]> {
    return [...this.#tables.batches.values()].map((each) => this.#row(each.batch));
  }

  async batch(batchId: string): Promise<BatchRow | null> {
    const found = this.#tables.batches.get(batchId);
    return found === undefined ? null : this.#row(found.batch);
  }

  async batchesByName(name: string): Promise<readonly BatchRow[]> {
    return (await this.batches()).filter((row) => row.batch.name === name);
  }

  async batchCounts(): Promise<ReadonlyMap<string, BatchCounts>> {
    const counts = new Map<string, BatchCounts>();
    for (const { batchId, state, kept } of this.#tables.items.values()) {
      const before = counts.get(batchId) ?? { items: 0, done: 0, kept: 0 };
      counts.set(batchId, {
        items: before.items + 1, done: before.done + (state === 'done' ? 1 : 0), kept: before.kept + kept.length,
      });
    }
    return counts;
  }

  async revise(batchId: string, digestOf: (items: readonly Item[]) => string): Promise<RevisedBatch> {
    const items = this.#tables.itemsOfBatch(batchId);
    const digest = digestOf(items);
    const last = this.#tables.revisions.get(batchId);
    if (last?.digest === digest) return { revision: last.number, items };
    const number = (last?.number ?? 0) + 1;
    this.#tables.revisions.set(batchId, { number, digest });
    return { revision: number, items };
  }

  #deliveryOrThrow(deliveryId: string): DeliveryRow {
    const delivery = this.#tables.deliveries.get(deliveryId);
    if (delivery === undefined) throw new Error(`there is no delivery ${deliveryId}`);
    return delivery;
  }

  #projectNamed(clientId: string, name: string): ReturnType<MemoryTables['projects']['get']> {
    return [...this.#tables.projects.values()].find((each) => each.clientId === clientId && each.name === name);
  }

  #conflict(projectId: string, { digest, batch }: ProposedPlan): PublishConflict | null {
    const others = [...this.#tables.batches.values()].filter((each) => each.batch.projectId === projectId);
    const same = others.find((each) => each.digest === digest)?.batch;
    if (same !== undefined) return { kind: 'sameDelivery', batch: same.name, batchId: same.id };
    const taken = batch.name !== null && others.some((each) => each.batch.name === batch.name);
    return taken && batch.name !== null ? { kind: 'batchNameTaken', batch: batch.name } : null;
  }

  #nextName(): string {
    const taken = new Set([...this.#tables.batches.values()].map((each) => each.batch.name));
    for (;;) {
      this.#tables.lastBatchNumber += 1;
      const name = String(this.#tables.lastBatchNumber).padStart(4, '0');
      if (!taken.has(name)) return name;
    }
  }

  #add(delivery: DeliveryRow, plan: PublishPlan): void {
    const stored = this.#tables.forms.get(plan.batch.formHash);
    const form = stored && { hash: stored.hash, form: stored.form };
    if (form === undefined) throw new Error(`there is no form ${plan.batch.formHash}`);
    this.#tables.clients.set(plan.client.id, plan.client);
    this.#tables.projects.set(plan.project.id, plan.project);
    this.#tables.batches.set(plan.batch.id, { batch: plan.batch, digest: plan.digest });
    this.#tables.deliveries.set(delivery.id, { ...delivery, state: 'publishing', plan });
    writeFeed(this.#tables, plan.batch.siteId, referenceRows(plan, form, listHashesOf(form).flatMap((hash) => this.#tables.codeLists.get(hash) ?? [])));
    this.#onFeed(plan.batch.siteId);
  }

  #row(batch: Batch): BatchRow {
    const project = this.#tables.projects.get(batch.projectId);
    const client = project === undefined ? undefined : this.#tables.clients.get(project.clientId);
    if (project === undefined || client === undefined) throw new Error(`batch ${batch.id} has no project or no client`);
    return { batch, project, client };
  }
}
