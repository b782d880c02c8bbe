import type { z } from 'zod';
import type { importedSchema } from '../../shared/protocol/admin';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import { decideAdmissions } from '../decide/decide-admission';
import { done, failed, type Result } from '../result';
import type { DeliveryRow, PublishConflict, PublishPlan } from '../store/delivery-rows';
import { MAX_ROWS_A_TRANSACTION } from '../store/changes';
import { givenAhead } from './given-ahead';
import { operatorsFor } from './operators-for';
import { proposePlan } from './propose-plan';
import { sortDelivery } from './sort-delivery';
import { batchNameTaken, otherWorkType, sameDelivery } from './start-import';

export type Imported = z.infer<typeof importedSchema>;

/** Admit, assign, item, and its rows in a queue and on the floor. */
const ROWS_AN_ITEM = 5;

/** That the batch has items in the pool. */
const ROWS_A_BATCH = 1;
const ITEMS_A_CHUNK = Math.floor((MAX_ROWS_A_TRANSACTION - ROWS_A_BATCH) / ROWS_AN_ITEM);

/** Publishes a staged delivery. Asking again goes on where it broke off, and changes nothing when it is done. */
export async function publishImport(centre: Centre, importId: string): Promise<Result<Imported>> {
  const delivery = await centre.store.batches.delivery(importId);
  if (delivery === null) return failed('notFound', 'There is no such import.');
  const plan = delivery.plan === null ? await planFor(centre, delivery) : done(delivery.plan);
  if (plan.ok) return published(centre, importId, plan.value);
  await discard(centre, delivery);
  // Another request may have begun to publish it meanwhile, and used up what this one planned with.
  const begun = (await centre.store.batches.delivery(importId))?.plan ?? null;
  return begun === null ? plan : published(centre, importId, begun);
}

async function published(centre: Centre, importId: string, plan: PublishPlan): Promise<Result<Imported>> {
  await publish(centre, importId, plan);
  return done(await summary(centre, plan));
}

/** Writes what a fixed plan says, in chunks. What is there already is passed over. */
export async function publish(centre: Centre, importId: string, plan: PublishPlan): Promise<void> {
  for (let from = 0; from < plan.admissions.length; from += ITEMS_A_CHUNK) {
    const chunk = plan.admissions.slice(from, from + ITEMS_A_CHUNK);
    await centre.store.work.atSite(plan.batch.siteId, async (tx) => {
      const present = await tx.items(chunk.map((each) => each.admit.itemId));
      await tx.apply(decideAdmissions(chunk, present, nowUtc(centre.clock)));
    });
  }
  await centre.store.batches.finishPublishing(importId);
}

async function planFor(centre: Centre, delivery: DeliveryRow): Promise<Result<PublishPlan>> {
  const { request } = delivery;
  const sorted = sortDelivery(request, await centre.store.batches.stagedPages(delivery.id));
  if (sorted.faults.length > 0 && !request.partial) {
    return failed('deliveryRefused', 'The delivery has faults; nothing of it was taken. Mend them, or take the rest with --partial:', { details: [...sorted.faults] });
  }
  if (sorted.whole.length === 0) {
    return failed('deliveryRefused', 'The delivery has no page that could be keyed from.', { details: [...sorted.faults] });
  }
  const site = await centre.store.accounts.site(delivery.siteId);
  if (site === null) throw new Error(`site ${delivery.siteId} is missing`);
  const operators = await operatorsFor(centre, site, request.assignTo);
  if (!operators.ok) return operators;
  const form = (await centre.store.batches.currentForms()).find((each) => each.form.workType === request.workType);
  if (form === undefined) throw new Error(`work type ${request.workType} has no form`);
  const proposed = proposePlan({ delivery, sorted, given: await givenAhead(centre, delivery, operators.value), formHash: form.hash, nowMs: centre.clock.nowMs(), mintId: centre.mintId });
  const begun = await centre.store.batches.beginPublishing(delivery.id, proposed);
  return 'kind' in begun ? failed('conflict', conflictText(begun, request.project)) : done(begun);
}

function conflictText(conflict: PublishConflict, project: string): string {
  switch (conflict.kind) {
    case 'sameDelivery':
      return sameDelivery(conflict.batch, conflict.batchId);
    case 'batchNameTaken':
      return batchNameTaken(conflict.batch);
    case 'otherWorkType':
      return otherWorkType(project, conflict.workType);
    default:
      return unreachable(conflict);
  }
}

/** A refused delivery leaves nothing behind. One that is being published, or was, keeps its pages. */
export async function discard(centre: Centre, delivery: DeliveryRow): Promise<void> {
  const staged = await centre.store.batches.stagedPages(delivery.id);
  if (!(await centre.store.batches.dropDelivery(delivery.id))) return;
  for (const each of staged.values()) {
    if (each.kind !== 'sealed') continue;
    await centre.store.work.removeDocument(delivery.siteId, each.page.hash);
    await centre.documents.remove(each.page.hash);
  }
}

async function summary(centre: Centre, plan: PublishPlan): Promise<Imported> {
  const operators = await centre.store.accounts.operators(plan.batch.siteId);
  const assigned = operators
    .map(({ id, login }) => ({ login, itemCount: plan.admissions.filter((each) => each.assign?.toOperatorId === id).length }))
    .filter((each) => each.itemCount > 0);
  return {
    batchId: plan.batch.id, batch: plan.batch.name, dueAtUtc: plan.batch.dueAtUtc, itemCount: plan.admissions.length,
    assigned, leftOut: plan.leftOut,
  };
}

function unreachable(value: never): never {
  throw new Error(`unknown conflict ${JSON.stringify(value)}`);
}
