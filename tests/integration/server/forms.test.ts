import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../../shared/domain/item';
import { formHash, readableForm, type Form } from '../../../shared/forms/form';
import { addedFormSchema, addedOperatorSchema, addedSiteSchema } from '../../../shared/protocol/admin';
import { queueScope } from '../../../shared/protocol/pull';
import type { CentreDesk } from '../../support/centre-desk';
import { freshDatabase } from '../../support/centre-database';
import { importPages, tinyReceipts } from '../../support/centre-delivery';
import { CentreInstance } from '../../support/centre-instance';
import { buildCentre, centreCommand, type CommandEnd } from '../../support/centre-process';
import { entryOf } from '../../support/entry-of';

const FIELDS = '{ "kind": "text", "id": "company", "label": "Company", "required": true, "maxLength": 40 },\n    { "kind": "code", "id": "unit", "label": "Unit", "list": "units" }';
const formText = (parts = FIELDS): string => `{\n  "v": 2, "workType": "receipt", "title": "Short receipt",\n  "codeLists": { "units": { "file": "lists/units.csv" } },\n  "parts": [\n    ${parts}\n  ]\n}\n`;
const SHIPPED_ENTRY = entryOf({ company: 'Kopi', date: '2026-11-20', address: '', total: '12.50' });

describe('forms by the command line', () => {
  let centre: CentreInstance;
  let folder: string;
  let desk: CentreDesk;
  let maria: string;

  beforeAll(async () => {
    await buildCentre();
    centre = await CentreInstance.open(await freshDatabase());
    await centre.admin.send('POST', '/v1/admin/sites', { name: 'Cebu' }, addedSiteSchema);
    maria = (await centre.admin.send('POST', '/v1/admin/operators', { site: 'Cebu', login: 'maria', name: 'Maria', pin: '481516', role: 'operator' }, addedOperatorSchema)).operatorId;
    desk = await centre.enrolDesk('Cebu');
    folder = await mkdtemp(join(tmpdir(), 'keyroom-forms-'));
    await mkdir(join(folder, 'lists'));
    await writeFile(join(folder, 'lists', 'units.csv'), 'code,label\nPC,Piece\nKG,Kilo\n');
    await writeFile(join(folder, 'short.form.json'), formText());
    await writeFile(join(folder, 'wrong.form.json'), formText('{ "kind": "text", "id": "company", "label": "Company", "maxLength": 40, "when": "nobody == 1" },\n    { "kind": "code", "id": "unit", "label": "Unit", "list": "countries" }'));
  });
  afterAll(async () => {
    await centre.close();
    await rm(folder, { recursive: true, force: true });
  });

  const forms = async (...args: readonly string[]): Promise<CommandEnd> =>
    centreCommand(['forms', ...args, ...(args[0] === 'check' ? [] : ['--server', centre.url])], { KEYROOM_ADMIN_TOKEN: centre.centre.keys.adminToken });
  const itemOf = async (batch: string): Promise<Item> => {
    const [found] = await centre.centre.store.batches.batchesByName(batch);
    const [item] = await centre.centre.store.work.itemsOfBatch(found?.batch.id ?? '');
    if (item === undefined) throw new Error('no item');
    return item;
  };
  const outcomeOf = async (batch: string, entry: typeof SHIPPED_ENTRY): Promise<unknown> => {
    const [told] = await desk.push(randomUUID(), [await desk.submit(await itemOf(batch), maria, 1, entry)]);
    return told?.outcome;
  };

  test('check says that a form is right, without a centre', async () => {
    const end = await centreCommand(['forms', 'check', join(folder, 'short.form.json')], { KEYROOM_ADMIN_TOKEN: '' });
    expect(end).toEqual({ exitCode: 0, stdout: `${join(folder, 'short.form.json')} is right: work type receipt, 1 code list.\n`, stderr: '' });
  });

  test('check tells every mistake with its line, and ends with 1', async () => {
    const end = await forms('check', join(folder, 'wrong.form.json'));
    expect(end).toMatchObject({ exitCode: 1, stdout: '' });
    expect(end.stderr).toBe(`${join(folder, 'wrong.form.json')} has a mistake:\n  wrong.form.json:6: parts[1].list: there is no code list “countries”: name it under codeLists\n`);
  });

  test.each([
    [['check', 'nowhere.form.json'], 1, 'There is no file nowhere.form.json.'], [['check'], 2, "missing required argument 'FILE'"], [['add'], 2, "missing required argument 'FILE'"],
    [['add', 'nowhere.form.json'], 1, 'There is no file nowhere.form.json.'], [['remove'], 2, 'unknown command'],
  ])('%j ends with %i and says why', async (args, exitCode, words) => {
    const end = await forms(...args);
    expect(end.exitCode).toBe(exitCode);
    expect(end.stderr).toContain(words);
    expect(end.stderr).not.toContain('    at ');
  });

  test('a form names no file that is not beside it', async () => {
    await mkdir(join(folder, 'inner'), { recursive: true });
    await writeFile(join(folder, 'inner', 'out.form.json'), formText().replace('lists/units.csv', '../lists/units.csv'));
    expect(await forms('check', join(folder, 'inner', 'out.form.json'))).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('out.form.json:3: codeLists.units.file: there is no file ../lists/units.csv beside the form') });
  });

  test('add takes nothing of a form that is wrong', async () => {
    const before = await centre.centre.store.batches.currentForms();
    expect(await forms('add', join(folder, 'wrong.form.json'))).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('wrong.form.json:6') });
    expect(await centre.centre.store.batches.currentForms()).toEqual(before);
  });

  test('a form that is added is that of new batches, while those that are there keep theirs', async () => {
    await importPages(centre.admin, tinyReceipts(1, 'old'), { site: 'Cebu', batchName: 'Old' });
    const { stdout } = await forms('add', join(folder, 'short.form.json'));
    expect(stdout).toMatch(/short\.form\.json is now the form of work type receipt \([0-9a-f]{12}\)\. Batches that are there keep theirs\.\n$/);
    await importPages(centre.admin, tinyReceipts(1, 'new'), { site: 'Cebu', batchName: 'New' });
    const [old, now] = [await itemOf('Old'), await itemOf('New')];
    expect(stdout).toContain(now.formHash.slice(0, 12));
    expect(now.formHash).not.toBe(old.formHash);
    const short = entryOf({ company: 'Kopi', unit: 'PC' });
    expect(await outcomeOf('Old', short)).toEqual({ kind: 'refused', reason: 'invalidEntry' });
    expect(await outcomeOf('New', SHIPPED_ENTRY)).toEqual({ kind: 'refused', reason: 'invalidEntry' });
    expect(await outcomeOf('New', entryOf({ company: 'Kopi', unit: 'LB' }))).toEqual({ kind: 'refused', reason: 'invalidEntry' });
    expect([await outcomeOf('Old', SHIPPED_ENTRY), await outcomeOf('New', short)]).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
  });

  test('a desk gets both forms and the code list of the new one, each under its own hash', async () => {
    const { rows } = await desk.pull({ feedId: null, cursors: { reference: 0, [queueScope(maria)]: 0 }, streamIds: [], limit: 1000 });
    const found = rows.flatMap((row) => (row.kind === 'form' ? [row.row] : []));
    expect(found.map(({ hash }) => hash)).toEqual([(await itemOf('Old')).formHash, (await itemOf('New')).formHash]);
    for (const { hash, form } of found) expect(formHash(form)).toBe(hash);
    const lists = rows.flatMap((row) => (row.kind === 'codeList' ? [row.row] : []));
    expect(lists).toMatchObject([{ list: { columns: ['code', 'label'], entries: [['PC', 'Piece'], ['KG', 'Kilo']] } }]);
    const added = found.map(({ form }) => readableForm(form)).find((form) => form.codeLists !== undefined);
    expect(added?.codeLists).toEqual({ units: { hash: lists[0]?.hash } });
  });

  test('list names the form of each work type, and add can bring an earlier one back', async () => {
    const { stdout } = await forms('list');
    expect(stdout.split('\n').map((line) => line.split('  ')[0])).toEqual(['new-customer', 'questionnaire', 'receipt', 'sales-order', 'supplier-invoice', 'time-sheet', '']);
    expect(stdout).toMatch(/^receipt {2}Short receipt, 2 fields \([0-9a-f]{12}\)$/m);
    await writeFile(join(folder, 'other.form.json'), formText().replace('Short receipt', 'Other receipt'));
    expect((await forms('add', join(folder, 'other.form.json'))).exitCode).toBe(0);
    expect((await forms('list')).stdout).toContain('Other receipt');
    expect((await forms('add', join(folder, 'short.form.json'))).stdout).toContain('was there already and is now the form of work type receipt');
    expect((await forms('list')).stdout).toContain('Short receipt');
  });

  test('the centre itself takes no form whose lists are missing or whose rules are wrong, whoever sends it', async () => {
    const form: Form = { v: 2, workType: 'receipt', title: 'X', codeLists: { units: { hash: 'a'.repeat(64) } }, parts: [{ kind: 'text', id: 'note', label: 'Note', maxLength: 9, when: 'note.matches("x")' }] };
    await expect(centre.admin.send('POST', '/v1/admin/forms', { form, lists: [] }, addedFormSchema)).rejects.toThrow('The form names code lists that did not come with it: units.');
    const { codeLists: _lists, ...bare } = form;
    await expect(centre.admin.send('POST', '/v1/admin/forms', { form: bare, lists: [] }, addedFormSchema)).rejects.toMatchObject({ details: [expect.stringContaining('parts.0.when: matches() is not there')] });
    await expect(centre.admin.send('POST', '/v1/admin/forms', { form: { ...bare, parts: [{ kind: 'text', id: 'type', label: 'Type', maxLength: 9 }] }, lists: [] }, addedFormSchema))
      .rejects.toMatchObject({ details: ['parts.0.id: “type” is a word of the rule language: choose another id'] });
  });
});
