import { sql, type Transaction } from 'kysely';
import type { Client, Project } from '../../../shared/domain/batch';
import { listHashesOf, referenceRows } from '../batch-feed';
import type { ProposedPlan, PublishConflict, PublishPlan } from '../delivery-rows';
import { lockSite } from './site-transaction';
import type { Database } from './postgres-pool';
import type { Tables } from './tables';

type Tx = Transaction<Tables>;

/** Takes back what the transaction has written so far. */
class Conflicted extends Error {
  readonly conflict: PublishConflict;

  constructor(conflict: PublishConflict) {
    super(conflict.kind);
    this.conflict = conflict;
  }
}

/** See `BatchStore.beginPublishing`. */
export async function beginPublishing(
  db: Database,
  deliveryId: string,
  proposed: ProposedPlan,
): Promise<PublishPlan | PublishConflict> {
  try {
    return await db.transaction().execute(async (tx) => planIn(tx, deliveryId, proposed));
  } catch (error) {
    if (error instanceof Conflicted) return error.conflict;
    throw error;
  }
}

async function planIn(tx: Tx, deliveryId: string, proposed: ProposedPlan): Promise<PublishPlan> {
  const site = await lockSite(tx, proposed.batch.siteId);
  const delivery = await tx.selectFrom('delivery').select('plan').where('id', '=', deliveryId).forUpdate().executeTakeFirstOrThrow();
  if (delivery.plan !== null) return delivery.plan;
  const client = await clientNamed(tx, proposed.client);
  const project = await projectNamed(tx, { ...proposed.project, clientId: client.id });
  if (project.workType !== proposed.project.workType) throw new Conflicted({ kind: 'otherWorkType', workType: project.workType });
  const conflict = await conflictIn(tx, project.id, proposed);
  if (conflict !== null) throw new Conflicted(conflict);
  const plan: PublishPlan = {
    ...proposed, client, project,
    batch: { ...proposed.batch, projectId: project.id, name: proposed.batch.name ?? (await nextBatchName(tx)) },
  };
  await addBatch(tx, plan);
  await tx.updateTable('delivery').set({ state: 'publishing', plan: JSON.stringify(plan) }).where('id', '=', deliveryId).execute();
  const form = await tx.selectFrom('form').select(['hash', 'form']).where('hash', '=', plan.batch.formHash).executeTakeFirstOrThrow();
  const hashes = listHashesOf(form);
  const lists = hashes.length === 0 ? [] : await tx.selectFrom('codeList').selectAll().where('hash', 'in', hashes).execute();
  await site.writeFeed(referenceRows(plan, form, lists));
  return plan;
}

async function clientNamed(tx: Tx, proposed: Client): Promise<Client> {
  await tx.insertInto('client').values(proposed).onConflict((oc) => oc.column('name').doNothing()).execute();
  return tx.selectFrom('client').selectAll().where('name', '=', proposed.name).executeTakeFirstOrThrow();
}

/** Locks the project's row: deliveries to one project are published one after the other. */
async function projectNamed(tx: Tx, proposed: Project): Promise<Project> {
  await tx.insertInto('project').values({ ...proposed, policy: JSON.stringify(proposed.policy) }).onConflict((oc) => oc.columns(['clientId', 'name']).doNothing()).execute();
  return tx.selectFrom('project').selectAll().where('clientId', '=', proposed.clientId).where('name', '=', proposed.name)
    .forUpdate().executeTakeFirstOrThrow();
}

async function conflictIn(tx: Tx, projectId: string, proposed: ProposedPlan): Promise<PublishConflict | null> {
  const { name } = proposed.batch;
  const others = await tx.selectFrom('batch').select(['id', 'name', 'digest']).where('projectId', '=', projectId)
    .where((eb) => eb.or([eb('digest', '=', proposed.digest), ...(name === null ? [] : [eb('name', '=', name)])])).execute();
  const same = others.find((each) => each.digest === proposed.digest);
  if (same !== undefined) return { kind: 'sameDelivery', batch: same.name, batchId: same.id };
  return name !== null && others.length > 0 ? { kind: 'batchNameTaken', batch: name } : null;
}

/** Numbers are given out once in the whole centre, so that a number alone names a batch. */
async function nextBatchName(tx: Tx): Promise<string> {
  for (;;) {
    const { rows } = await sql<{ number: number }>`select nextval('batch_number') as number`.execute(tx);
    const name = String(rows[0]?.number).padStart(4, '0');
    const taken = await tx.selectFrom('batch').select('id').where('name', '=', name).executeTakeFirst();
    if (taken === undefined) return name;
  }
}

async function addBatch(tx: Tx, plan: PublishPlan): Promise<void> {
  const { id, projectId, siteId, name } = plan.batch;
  await tx.insertInto('batch').values({ id, projectId, siteId, name, digest: plan.digest, row: JSON.stringify(plan.batch) }).execute();
}
