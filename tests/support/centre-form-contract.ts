import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { codeListHash, type CodeList } from '../../shared/forms/code-list';
import { formHash, formSchema, type Form } from '../../shared/forms/form';
import type { CodeListRow, FormRow } from '../../server/store/rows';
import type { Store } from '../../server/store/store';
import { addDeliveryTo, proposal, type StoredSite } from './centre-store-setup';

/** What every store keeps of forms and code lists; each test has a work type of its own, as a store is shared by them. */
export function formContract(storeOf: () => Store, siteOf: () => StoredSite): void {
  const current = async (workType: string): Promise<string | undefined> =>
    (await storeOf().batches.currentForms()).find(({ form }) => form.workType === workType)?.hash;

  test('holds the form that was added last for the current one of its work type, also when it was there before', async () => {
    const { batches } = storeOf();
    const [first, second] = [formRow('w-last', 'First'), formRow('w-last', 'Second')];
    await batches.addForms([first], []);
    expect(await current('w-last')).toBe(first.hash);
    await batches.addForms([second], []);
    expect(await current('w-last')).toBe(second.hash);
    await batches.addForms([first], []);
    expect(await current('w-last')).toBe(first.hash);
    expect(await batches.form(second.hash)).toEqual(second);
  });

  test('holds a shipped form for the current one only where nobody has added one', async () => {
    const { batches } = storeOf();
    const [shipped, newer, own] = [formRow('w-shipped', 'Shipped'), formRow('w-shipped', 'Shipped later'), formRow('w-shipped', 'Own')];
    await batches.addShippedForms([shipped], []);
    expect(await current('w-shipped')).toBe(shipped.hash);
    await batches.addShippedForms([newer], []);
    expect(await current('w-shipped')).toBe(newer.hash);
    await batches.addForms([own], []);
    await batches.addShippedForms([newer, formRow('w-shipped', 'Shipped last')], []);
    expect(await current('w-shipped')).toBe(own.hash);
    await batches.addForms([shipped], []);
    expect(await current('w-shipped')).toBe(shipped.hash);
    await batches.addShippedForms([shipped, newer], []);
    expect(await current('w-shipped')).toBe(shipped.hash);
  });

  test('has one current form for each work type, and gives a form back with the hash that it was added by', async () => {
    const { batches } = storeOf();
    const list = listRow('once');
    const added = [formRow('w-one', 'One'), formRow('w-two', 'Two', { zebras: list.hash, apes: list.hash })];
    await batches.addForms(added, [list]);
    const found = (await batches.currentForms()).filter(({ form }) => ['w-one', 'w-two'].includes(form.workType));
    expect(found.map(({ hash }) => hash).toSorted()).toEqual(added.map(({ hash }) => hash).toSorted());
    for (const { hash, form } of found) expect(formHash(form)).toBe(hash);
    expect(await batches.form(randomUUID())).toBeNull();
  });

  test('keeps a code list as it was added, with its entries in their order', async () => {
    const { batches } = storeOf();
    const list = listRow('kept');
    expect(await batches.codeList(list.hash)).toBeNull();
    await batches.addForms([formRow('w-list', 'List', { kept: list.hash })], [list]);
    await batches.addForms([formRow('w-list', 'List again', { kept: list.hash })], [list]);
    expect(await batches.codeList(list.hash)).toEqual(list);
    const shipped = listRow('shipped');
    await batches.addShippedForms([formRow('w-list', 'Shipped', { kept: shipped.hash })], [shipped]);
    expect(await batches.codeList(shipped.hash)).toEqual(shipped);
  });

  test('gives a site the code lists of its batches’ forms, before the forms, and no others', async () => {
    const { batches, work } = storeOf();
    const [named, other] = [listRow('named'), listRow('other')];
    const form = formRow('w-feed', 'Feed', { first: named.hash, again: named.hash });
    await batches.addForms([form, formRow('w-other', 'Other', { other: other.hash })], [named, other]);
    const site = siteOf();
    const rowsNow = async (): Promise<readonly Readonly<{ kind: string; row: Readonly<{ hash: string }> }>[]> => {
      const { lines } = await work.pull(site.siteId, { feedId: await work.feedId(), cursors: { reference: 0 }, streamIds: [], limit: 1000 });
      return lines.map((line) => JSON.parse(line)).filter(({ kind }: { kind: string }) => kind === 'codeList' || kind === 'form');
    };
    expect(await rowsNow()).toEqual([]);
    const deliveryId = await addDeliveryTo(storeOf(), site.siteId);
    const begun = await batches.beginPublishing(deliveryId, proposal(site, 1, { project: 'Feed', workType: 'w-feed', formHash: form.hash }));
    if ('kind' in begun) throw new Error(begun.kind);
    expect((await rowsNow()).map(({ kind, row }) => [kind, row])).toEqual([['codeList', named], ['form', form]]);
    await batches.finishPublishing(deliveryId);
  });
}

function formRow(workType: string, title: string, lists: Readonly<Record<string, string>> = {}): FormRow {
  const codeLists = Object.fromEntries(Object.entries(lists).map(([id, hash]) => [id, { hash }]));
  const form: Form = formSchema.parse({ v: 2, workType, title, codeLists, parts: [{ kind: 'text', id: 'note', label: 'Note', maxLength: 9 }] });
  return { hash: formHash(form), form };
}

function listRow(word: string): CodeListRow {
  const list: CodeList = { columns: ['code', 'label', 'price'], entries: [['z9', `Last ${word}`, '1.50'], ['a1', `First ${word}`, ''], ['m5', word, '2']] };
  return { hash: codeListHash(list), list };
}
