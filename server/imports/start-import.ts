import { randomBytes } from 'node:crypto';
import type { ImportRequest } from '../../shared/protocol/admin';
import { publicHalf } from '../../shared/seals/sealed-key';
import { wrapSourceKey } from '../../shared/seals/wrapped-key';
import { listed, siteNamed } from '../accounts/find-site';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { SiteRow } from '../store/rows';
import { deliveryDigest } from './delivery-digest';
import { operatorsFor } from './operators-for';

const SOURCE_KEY_BYTES = 32;

/** Looks at what can be known before any page has come, and opens a place where pages are staged. */
export async function startImport(centre: Centre, request: ImportRequest): Promise<Result<{ importId: string }>> {
  const site = await siteNamed(centre, request.site);
  if (!site.ok) return site;
  for (const check of [checkPages, checkDue, checkWorkType, checkBatchName, checkNew]) {
    const checked = await check(centre, request);
    if (!checked.ok) return checked;
  }
  const operators = await operatorsFor(centre, site.value, request.assignTo);
  if (!operators.ok) return operators;
  return done({ importId: await addDelivery(centre, site.value, request) });
}

async function checkPages(_centre: Centre, { items, faults }: ImportRequest): Promise<Result<null>> {
  return items.length + faults.length > 0 ? done(null) : failed('badRequest', 'The delivery holds no pages.');
}

async function checkDue(centre: Centre, { dueAtUtc }: ImportRequest): Promise<Result<null>> {
  if (dueAtUtc === undefined || Date.parse(dueAtUtc) > centre.clock.nowMs()) return done(null);
  return failed('badRequest', `The batch would be due at ${dueAtUtc}, which is past.`);
}

async function checkWorkType(centre: Centre, { client, project, workType }: ImportRequest): Promise<Result<null>> {
  const known = (await centre.store.batches.currentForms()).map((each) => each.form.workType);
  if (!known.includes(workType)) return failed('notFound', `There is no work type “${workType}”. ${listed('work types', known)}`);
  const present = await centre.store.batches.project(client, project);
  if (present === null || present.workType === workType) return done(null);
  return failed('conflict', otherWorkType(project, present.workType));
}

/** A project has one work type. */
export function otherWorkType(project: string, present: string): string {
  return `The project “${project}” has the work type “${present}”; work of another type needs a project of its own.`;
}

async function checkBatchName(centre: Centre, { client, project, batchName }: ImportRequest): Promise<Result<null>> {
  if (batchName === undefined) return done(null);
  const named = await centre.store.batches.batchesByName(batchName);
  const taken = named.some((each) => each.client.name === client && each.project.name === project);
  return taken ? failed('conflict', batchNameTaken(batchName)) : done(null);
}

/** Within a project a name is used once. */
export function batchNameTaken(batch: string): string {
  return `This project has a batch “${batch}” already; choose another name or leave it out.`;
}

async function checkNew(centre: Centre, { client, project, items }: ImportRequest): Promise<Result<null>> {
  const same = await centre.store.batches.batchOfDelivery(client, project, deliveryDigest(items));
  return same === null ? done(null) : failed('conflict', sameDelivery(same.name, same.id));
}

/** The same pages again are a mistake, not a second order. */
export function sameDelivery(batch: string, batchId: string): string {
  return `This delivery is there already, as batch “${batch}” (${batchId}).`;
}

async function addDelivery(centre: Centre, site: SiteRow, request: ImportRequest): Promise<string> {
  const id = centre.mintId();
  const siteKey = (await centre.store.accounts.siteKeys(site.id)).at(-1);
  if (siteKey === undefined) throw new Error(`site ${site.id} has no key`);
  const sourceKey = randomBytes(SOURCE_KEY_BYTES);
  await centre.store.batches.addDelivery({
    id, siteId: site.id, request, state: 'staged', plan: null,
    sourceKeyForCentre: await wrapSourceKey(sourceKey, publicHalf(centre.keys.sealKey)),
    sourceKeyForSite: await wrapSourceKey(sourceKey, siteKey.publicKey),
  });
  return id;
}
