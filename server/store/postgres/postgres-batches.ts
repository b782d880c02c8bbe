import { sql } from 'kysely';
import type { Batch, Client, Project } from '../../../shared/domain/batch';
import type { Item } from '../../../shared/domain/item';
import type { Policy } from '../../../shared/domain/policy';
import type { DeliveryRow, ProposedPlan, PublishConflict, PublishPlan, StagedPage, StagingRow } from '../delivery-rows';
import type { BatchCounts, BatchRow, CodeListRow, FormRow, ProjectRow, RevisedBatch } from '../rows';
import type { BatchStore } from '../store';
import { beginPublishing } from './begin-publishing';
import type { Database } from './postgres-pool';
import { addProject, allProjects, projectNamed, setPolicy } from './projects';

/** Forms, deliveries and batches in PostgreSQL. */
export class PostgresBatches implements BatchStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async addForms(forms: readonly FormRow[], lists: readonly CodeListRow[]): Promise<void> {
    await this.#addLists(lists);
    for (const { hash, form } of forms) {
      await this.#db.insertInto('form').values({ hash, workType: form.workType, form: JSON.stringify(form), shipped: false })
        .onConflict((oc) => oc.column('hash').doUpdateSet({ place: sql<number>`default`, shipped: false })).execute();
    }
  }

  async addShippedForms(forms: readonly FormRow[], lists: readonly CodeListRow[]): Promise<void> {
    await this.#addLists(lists);
    for (const { hash, form } of forms) {
      await this.#db.insertInto('form').values({ hash, workType: form.workType, form: JSON.stringify(form), shipped: true })
        .onConflict((oc) => oc.doNothing()).execute();
    }
  }

  async codeList(hash: string): Promise<CodeListRow | null> {
    return (await this.#db.selectFrom('codeList').selectAll().where('hash', '=', hash).executeTakeFirst()) ?? null;
  }

  async #addLists(lists: readonly CodeListRow[]): Promise<void> {
    for (const { hash, list } of lists) {
      await this.#db.insertInto('codeList').values({ hash, list: JSON.stringify(list) }).onConflict((oc) => oc.doNothing()).execute();
    }
  }

  async form(hash: string): Promise<FormRow | null> {
    return (await this.#db.selectFrom('form').select(['hash', 'form']).where('hash', '=', hash).executeTakeFirst()) ?? null;
  }

  async currentForms(): Promise<readonly FormRow[]> {
    return this.#db.selectFrom('form').select(['hash', 'form']).distinctOn('workType')
      .orderBy('workType').orderBy('shipped').orderBy('place', 'desc').execute();
  }

  async addDelivery(delivery: DeliveryRow): Promise<void> {
    const { request, plan, ...row } = delivery;
    await this.#db.insertInto('delivery')
      .values({ ...row, request: JSON.stringify(request), plan: plan === null ? null : JSON.stringify(plan) }).execute();
  }

  async delivery(deliveryId: string): Promise<DeliveryRow | null> {
    return (await this.#deliveries().where('id', '=', deliveryId).executeTakeFirst()) ?? null;
  }

  async staging(deliveryId: string): Promise<StagingRow | null> {
    const row = await this.#db.selectFrom('delivery').select(['siteId', 'state', 'sourceKeyForCentre'])
      .where('id', '=', deliveryId).executeTakeFirst();
    return row ?? null;
  }

  async deliveriesIn(state: 'staged' | 'publishing'): Promise<readonly DeliveryRow[]> {
    return this.#deliveries().where('state', '=', state).orderBy('addedAt').execute();
  }

  async putStagedPage(deliveryId: string, plainSha256: string, page: StagedPage): Promise<void> {
    const text = JSON.stringify(page);
    await this.#db.insertInto('stagedPage').values({ deliveryId, plainSha256, page: text })
      .onConflict((oc) => oc.columns(['deliveryId', 'plainSha256']).doUpdateSet({ page: text })).execute();
  }

  async stagedPage(deliveryId: string, plainSha256: string): Promise<StagedPage | null> {
    const row = await this.#db.selectFrom('stagedPage').select('page').where('deliveryId', '=', deliveryId)
      .where('plainSha256', '=', plainSha256).executeTakeFirst();
    return row?.page ?? null;
  }

  async stagedPages(deliveryId: string): Promise<ReadonlyMap<string, StagedPage>> {
    const rows = await this.#db.selectFrom('stagedPage').select(['plainSha256', 'page']).where('deliveryId', '=', deliveryId).execute();
    return new Map(rows.map((row) => [row.plainSha256, row.page]));
  }

  async beginPublishing(deliveryId: string, plan: ProposedPlan): Promise<PublishPlan | PublishConflict> {
    return beginPublishing(this.#db, deliveryId, plan);
  }

  async finishPublishing(deliveryId: string): Promise<void> {
    await this.#db.updateTable('delivery').set({ state: 'published' }).where('id', '=', deliveryId).execute();
    await this.#db.deleteFrom('stagedPage').where('deliveryId', '=', deliveryId).execute();
  }

  async dropDelivery(deliveryId: string): Promise<boolean> {
    const dropped = await this.#db.deleteFrom('delivery').where('id', '=', deliveryId).where('state', '=', 'staged').executeTakeFirst();
    return dropped.numDeletedRows === 1n;
  }

  async batchOfDelivery(client: string, project: string, digest: string): Promise<Batch | null> {
    const found = await this.#batches().where('client.name', '=', client).where('project.name', '=', project)
      .where('batch.digest', '=', digest).executeTakeFirst();
    return found?.row ?? null;
  }

  async project(client: string, project: string): Promise<Project | null> {
    return (await projectNamed(this.#db, client, project)) ?? null;
  }

  projects(): Promise<readonly ProjectRow[]> {
    return allProjects(this.#db);
  }

  addProject(client: Client, project: Project): Promise<Project> {
    return addProject(this.#db, client, project);
  }

  setPolicy(projectId: string, change: (before: Policy) => Policy | null): Promise<Policy | null> {
    return setPolicy(this.#db, projectId, change);
  }

  async batches(): Promise<readonly BatchRow[]> {
    return (await this.#batches().orderBy('batch.addedAt').execute()).map(batchRow);
  }

  async batch(batchId: string): Promise<BatchRow | null> {
    const found = await this.#batches().where('batch.id', '=', batchId).executeTakeFirst();
    return found === undefined ? null : batchRow(found);
  }

  async batchesByName(name: string): Promise<readonly BatchRow[]> {
    return (await this.#batches().where('batch.name', '=', name).orderBy('batch.addedAt').execute()).map(batchRow);
  }

  async batchCounts(): Promise<ReadonlyMap<string, BatchCounts>> {
    const rows = await this.#db.selectFrom('item').groupBy('batchId').select([
      'batchId',
      (eb) => eb.fn.countAll<number>().as('items'),
      sql<number>`count(*) filter (where row->>'state' = 'done')`.as('done'),
      sql<number>`coalesce(sum(jsonb_array_length(row->'kept')), 0)`.as('kept'),
    ]).execute();
    return new Map(rows.map(({ batchId, ...counts }) => [batchId, counts]));
  }

  async revise(batchId: string, digestOf: (items: readonly Item[]) => string, nowUtc: string): Promise<RevisedBatch> {
    return this.#db.transaction().execute(async (tx) => {
      // Rows that refer to the batch may still be written: only other exports have to wait.
      await tx.selectFrom('batch').select('id').where('id', '=', batchId).forNoKeyUpdate().executeTakeFirstOrThrow();
      const rows = await tx.selectFrom('item').select('row').where('batchId', '=', batchId).orderBy('position').execute();
      const items = rows.map((each) => each.row);
      const digest = digestOf(items);
      const last = await tx.selectFrom('revision').select(['number', 'digest']).where('batchId', '=', batchId)
        .orderBy('number', 'desc').limit(1).executeTakeFirst();
      if (last?.digest === digest) return { revision: last.number, items };
      const number = (last?.number ?? 0) + 1;
      await tx.insertInto('revision').values({ batchId, number, digest, madeAt: nowUtc }).execute();
      return { revision: number, items };
    });
  }

  #deliveries() {
    return this.#db.selectFrom('delivery')
      .select(['id', 'siteId', 'request', 'sourceKeyForCentre', 'sourceKeyForSite', 'state', 'plan']);
  }

  #batches() {
    return this.#db.selectFrom('batch').innerJoin('project', 'project.id', 'batch.projectId')
      .innerJoin('client', 'client.id', 'project.clientId')
      .select(['batch.row', 'project.id as projectId', 'project.name as projectName', 'project.workType', 'project.policy', 'client.id as clientId', 'client.name as clientName']);
  }
}

type JoinedBatch = Readonly<{ row: Batch; projectId: string; projectName: string; workType: string; policy: Policy; clientId: string; clientName: string }>;

function batchRow(found: JoinedBatch): BatchRow {
  return {
    batch: found.row,
    project: { id: found.projectId, clientId: found.clientId, name: found.projectName, workType: found.workType, policy: found.policy },
    client: { id: found.clientId, name: found.clientName },
  };
}
