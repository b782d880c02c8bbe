import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAuthoredForm } from '../../../../server/forms/authored-form';
import { authoredFormJsonSchema } from '../../../support/forms/authored-form-schema';
import { faultsBy } from '../../../support/forms/json-schema-faults';

const root = join(import.meta.dirname, '../../../..');
const file = join(root, 'docs', 'form.schema.json');
const schema: unknown = JSON.parse(authoredFormJsonSchema());

const workTypes = readdirSync(join(root, 'work-types')).filter((name) => name.endsWith('.form.json'));
const shipped = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(root, 'work-types', name), 'utf8'));

describe('docs/form.schema.json', () => {
  // `UPDATE_FORM_SCHEMA=1 npx vitest run --project unit form-schema` writes it.
  it('is what the form language says now', () => {
    if (process.env['UPDATE_FORM_SCHEMA'] === '1') writeFileSync(file, authoredFormJsonSchema());
    expect(readFileSync(file, 'utf8')).toBe(authoredFormJsonSchema());
  });

  it.each(workTypes)('takes %s', (name) => {
    expect(faultsBy(schema, shipped(name))).toEqual([]);
  });

  const right = shipped('receipt.form.json');
  const [first] = right['parts'] as readonly Record<string, unknown>[];
  it('lets an author name the schema and lists by their files, and not by their hashes', () => {
    expect(faultsBy(schema, { ...right, $schema: '../docs/form.schema.json', codeLists: { units: { file: 'lists/units.csv' } } })).toEqual([]);
    expect(faultsBy(schema, { ...right, codeLists: { units: { hash: 'a'.repeat(64) } } })).not.toEqual([]);
  });

  it.each([
    ['a version that is not known', { ...right, v: 1 }], ['a key that is not known', { ...right, fields: [] }], ['no parts', { ...right, parts: [] }],
    ['a key of a field that is not known', { ...right, parts: [{ ...first, requird: true }] }], ['a kind that is not known', { ...right, parts: [{ ...first, kind: 'colour' }] }],
    ['a setting of another kind', { ...right, parts: [{ ...first, decimals: 2 }] }], ['an id that is none', { ...right, parts: [{ ...first, id: 'A' }] }],
    ['words without English', { ...right, title: { it: 'Scontrino' } }], ['an edit of no severity', { ...right, edits: [{ id: 'e', check: 'true', message: 'x' }] }],
    ['a setting of keying that is not known', { ...right, parts: [{ ...first, keying: { skip: true } }] }], ['a length that is no number', { ...right, parts: [{ ...first, maxLength: '9' }] }],
  ])('refuses %s, as the check of forms does', (_what, form) => {
    expect(faultsBy(schema, form)).not.toEqual([]);
    expect(readAuthoredForm('x', JSON.stringify(form), () => null).ok).toBe(false);
  });
});
