import { v7 } from 'uuid';
import type { Item } from '../../shared/domain/item';
import { DEFAULT_ABILITIES, type Operator } from '../../shared/domain/operator';
import { DEFAULT_POLICY, type Policy } from '../../shared/domain/policy';
import { formHash, storedFormSchema } from '../../shared/forms/form';
import { makeKey } from '../../shared/seals/make-key';
import { publicHalf } from '../../shared/seals/sealed-key';
import { decideAdmissions } from '../../server/decide/decide-admission';
import { shareOut } from '../../server/decide/share-out';
import type { DeskRow } from '../../server/store/rows';
import type { ProposedPlan } from '../../server/store/delivery-rows';
import type { Store } from '../../server/store/store';
import { RECEIVED_AT_UTC } from './centre-mutations';

export const FORM = storedFormSchema.parse({
  v: 1, workType: 'receipt', title: 'Receipt', fields: [{ id: 'company', label: 'Company', required: true, kind: 'text', maxLength: 9, long: false }],
});

/** A site in a store, with people and one desk. */
export type StoredSite = Readonly<{ siteId: string; desk: DeskRow; operators: readonly Operator[] }>;

export async function addSiteTo(store: Store, name = 'Cebu', logins: readonly string[] = ['jun', 'maria']): Promise<StoredSite> {
  const siteId = v7();
  const key = publicHalf(await makeKey('seal'));
  await store.accounts.addSite({ id: siteId, name }, { siteId, publicKey: key, wrappedPrivate: 'wrapped' });
  const operators = logins.map((login): Operator => ({ id: v7(), siteId, login, name: login, role: 'operator', state: 'active', ...DEFAULT_ABILITIES }));
  for (const operator of operators) await store.accounts.addOperator(operator, 'hash');
  await store.accounts.addEnrolmentCode({ mac: siteId, siteId, validUntilUtc: '2999-01-01T00:00:00.000Z' });
  const desk = await store.accounts.enrolDesk(siteId, { id: v7(), name: 'Desk', signKey: key, sealKey: key }, RECEIVED_AT_UTC);
  if (desk === null) throw new Error('the desk was not enrolled');
  return { siteId, desk, operators };
}

/** What a delivery of so many one-page items would write. */
export function proposal(site: StoredSite, itemCount: number, changed: Partial<Pick<ProposedPlan, 'digest'> & { name: string | null; project: string; workType: string; formHash: string; policy: Policy }> = {}): ProposedPlan {
  const { siteId, operators } = site;
  const [clientId, projectId, batchId] = [v7(), v7(), v7()] as const;
  const hash = changed.formHash ?? formHash(FORM);
  const batch = {
    id: batchId, projectId, siteId, name: changed.name ?? null, formHash: hash, dueAtUtc: '2026-11-22T08:00:00.000Z', itemCount,
    sealedSourceKey: 'sealed',
  };
  const holders = shareOut(itemCount, operators);
  return {
    client: { id: clientId, name: 'Harbour & Vale' },
    project: { id: projectId, clientId, name: changed.project ?? 'Receipts', workType: changed.workType ?? 'receipt', policy: changed.policy ?? DEFAULT_POLICY },
    batch, digest: changed.digest ?? batchId, leftOut: [],
    admissions: holders.map((holder, i) => {
      const itemId = v7();
      const pages = [{ hash: hash, sizeBytes: 9, mediaType: 'image/jpeg' as const, name: `${i}.jpg`, widthPx: 3, heightPx: 4 }];
      return {
        admit: {
          id: v7(), kind: 'admit', itemId, siteId, batchId, position: i + 1, source: `${i}.jpg`, pages, formHash: hash, dueAtUtc: batch.dueAtUtc,
        },
        assign: holder === null ? null : {
          id: v7(), kind: 'assign', itemId, toOperatorId: holder.id, epoch: { term: 1, seq: 2 }, minEpoch: { term: 1, seq: 1 },
        },
      };
    }),
  };
}

/** Opens an empty delivery; gives its id. */
export async function addDeliveryTo(store: Store, siteId: string): Promise<string> {
  const id = v7();
  await store.batches.addForms([{ hash: formHash(FORM), form: FORM }], []);
  await store.batches.addDelivery({
    id, siteId, state: 'staged', plan: null, sourceKeyForCentre: 'sealed', sourceKeyForSite: 'sealed',
    request: { client: 'Harbour & Vale', project: 'Receipts', workType: 'receipt', site: 'Cebu', partial: false, faults: [], items: [] },
  });
  return id;
}

/** Publishes a delivery of so many items and gives them in their order. */
export async function addItemsTo(store: Store, site: StoredSite, itemCount: number): Promise<readonly Item[]> {
  const deliveryId = await addDeliveryTo(store, site.siteId);
  const begun = await store.batches.beginPublishing(deliveryId, proposal(site, itemCount));
  if ('kind' in begun) throw new Error(begun.kind);
  await store.work.atSite(site.siteId, async (tx) => tx.apply(decideAdmissions(begun.admissions, new Map(), RECEIVED_AT_UTC)));
  await store.batches.finishPublishing(deliveryId);
  return store.work.itemsOfBatch(begun.batch.id);
}
