import { createHash } from 'node:crypto';
import type { Entry } from '../../shared/domain/entry';
import type { Item } from '../../shared/domain/item';
import { cellAddress } from '../../shared/forms/address';
import { partsInOrder, readableForm, type Form } from '../../shared/forms/form';
import type { Export } from '../../shared/protocol/admin';
import { openEntry } from '../../shared/seals/entry-seal';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import { done, type Result } from '../result';
import type { StoredLedgerRow } from '../store/rows';
import { compareEntries } from '../../shared/forms/compare-entries';
import { sealedForOf } from '../work/check-entries';
import { submitOf } from '../work/judged-entries';
import { batchCalled } from './find-batch';

type ExportedItem = Export['items'][number];

/** An export with the form that gives its columns their order. */
export type BatchExport = Readonly<{ exported: Export; form: Form }>;

/**
 * A batch's result with all its items in the delivery's order, as a numbered revision.
 *
 * The same content exported again keeps its revision.
 */
export async function exportBatch(centre: Centre, ref: string): Promise<Result<BatchExport>> {
  const found = await batchCalled(centre, ref);
  if (!found.ok) return found;
  const { batch } = found.value;
  const form = await centre.store.batches.form(batch.formHash);
  if (form === null) throw new Error(`form ${batch.formHash} of batch ${batch.id} is missing`);
  const { revision, items } = await centre.store.batches.revise(batch.id, resultDigest, nowUtc(centre.clock));
  const readable = readableForm(form.form);
  return done({ exported: { batch: batch.name, revision, items: await exportedItems(centre, batch.siteId, items, readable) }, form: readable });
}

/** Tells one result from another by the rows alone: they name the entries that settled them, and an entry never changes. */
function resultDigest(items: readonly Item[]): string {
  const content = items.map((item) => {
    const { id, pass, epoch, settledBy } = item;
    const secondId = secondKeyIdOf(item);
    // Left out where there is none, so that what was exported before keeps its revision.
    return [id, pass, settledBy === null ? epoch : settledBy.mutationId, ...(secondId === null ? [] : [secondId])];
  });
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

async function exportedItems(centre: Centre, siteId: string, items: readonly Item[], form: Form): Promise<ExportedItem[]> {
  const needed = items.flatMap((item) => [item.settledBy?.mutationId ?? [], secondKeyIdOf(item) ?? []].flat());
  const ledger = await centre.store.work.ledgerByMutation(siteId, needed);
  const logins = new Map((await centre.store.accounts.operators(siteId)).map((each) => [each.id, each.login]));
  const desks = new Map((await centre.store.accounts.desks(siteId)).map((each) => [each.id, each.name]));
  const exported: ExportedItem[] = [];
  for (const item of items) exported.push(await exportedItem(centre, item, { ledger, logins, desks, form }));
  return exported;
}

type Lookups = Readonly<{
  ledger: ReadonlyMap<string, StoredLedgerRow>;
  logins: ReadonlyMap<string, string>;
  desks: ReadonlyMap<string, string>;
  form: Form;
}>;

async function exportedItem(centre: Centre, item: Item, { ledger, logins, desks, form }: Lookups): Promise<ExportedItem> {
  const { source, settledBy } = item;
  if (settledBy === null) {
    const { epoch } = item;
    return { source, rejectedFor: null, values: null, rows: {}, flags: {}, overrides: {}, note: '', effort: null, pass: null, keyedBy: null, keyedAtUtc: null, desk: null, epoch: `${epoch.term}.${epoch.seq}`, secondKey: null };
  }
  const entry = await entryOf(centre, ledger.get(settledBy.mutationId));
  return {
    source, rejectedFor: settledBy.rejectedFor ?? null,
    ...(settledBy.rejectedFor === undefined ? exportedValues(entry, form) : { values: null, rows: {} }), flags: entry.flags, overrides: entry.overrides, note: entry.note, effort: entry.effort, pass: item.pass,
    keyedBy: logins.get(settledBy.operatorId) ?? settledBy.operatorId, keyedAtUtc: settledBy.capturedAt.wallUtc,
    desk: desks.get(settledBy.deskId) ?? settledBy.deskId, epoch: `${settledBy.epoch.term}.${settledBy.epoch.seq}`,
    secondKey: await secondKeyOf(centre, item, entry, { ledger, logins, form }),
  };
}

/** The latest entry that a lead has put beside the winner as a second key. */
function secondKeyIdOf({ settledBy, standings }: Item): string | null {
  return settledBy === null ? null : (standings.findLast(({ standing }) => standing === 'secondKey')?.mutationId ?? null);
}

/** An entry of another form, or one that sends the item back, is nothing to compare with. */
async function secondKeyOf(centre: Centre, item: Item, first: Entry, { ledger, logins, form }: Pick<Lookups, 'ledger' | 'logins' | 'form'>): Promise<ExportedItem['secondKey']> {
  const id = secondKeyIdOf(item);
  const row = id === null ? undefined : ledger.get(id);
  const submit = row === undefined ? null : submitOf(row);
  if (submit === null || submit.formHash !== item.formHash || (submit.rejectedFor ?? item.settledBy?.rejectedFor) !== undefined) return null;
  const compared = compareEntries({ form }, first, await entryOf(centre, row));
  return { keyedBy: logins.get(submit.operatorId) ?? submit.operatorId, differs: compared.filter(({ isSame }) => !isSame).map(({ address }) => address) };
}

/** Fields by id and rows as tables, as a client reads them. */
function exportedValues({ values, rowCounts }: Entry, form: Form): Pick<ExportedItem, 'values' | 'rows'> {
  const parts = partsInOrder(form);
  return {
    values: Object.fromEntries(parts.flatMap((part) => (part.kind === 'rows' ? [] : [[part.id, values[part.id] ?? '']]))),
    rows: Object.fromEntries(parts.flatMap((part) => (part.kind === 'rows' ? [[part.id, Array.from({ length: rowCounts[part.id] ?? 0 }, (_, row) =>
      Object.fromEntries(part.fields.map(({ id }) => [id, values[cellAddress(part.id, row, id)] ?? ''])))]] : []))),
  };
}

async function entryOf(centre: Centre, row: StoredLedgerRow | undefined): Promise<Entry> {
  if (row === undefined) throw new Error('an item was settled by a mutation that is not in the ledger');
  const mutation = submitOf(row);
  if (mutation === null) throw new Error('an item was settled by a mutation that is no entry');
  const entry = await openEntry(mutation.body, sealedForOf(mutation), centre.keys.sealKey);
  if (entry === null) throw new Error(`the entry of mutation ${row.mutationId} does not open with this centre's key`);
  return entry;
}
