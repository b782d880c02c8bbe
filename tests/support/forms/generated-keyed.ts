import fc from 'fast-check';
import { cellAddress, type Address } from '../../../shared/forms/address';
import type { Field } from '../../../shared/forms/field';
import type { FormPlan } from '../../../shared/forms/form-plan';
import { emptyKeyed, type Keyed } from '../../../shared/forms/keying/keyed';
import { showValue } from '../../../shared/forms/read-text';
import { LANGUAGES, type Language } from '../../../shared/forms/words';

const IDENTIFIERS: Readonly<Partial<Record<Extract<Field, { kind: 'identifier' }>['scheme'], readonly string[]>>> = {
  iban: ['NO9386011117947', 'IT60X0542811101000000123456', 'GB82WEST12345698765432'], gtin: ['4006381333931', '96385074'], euVat: ['IT00743110157', 'DE136695976'],
  noPersonal: ['01010750160'], noOrganisation: ['923609016', '974760673'], itPersonal: ['RSSMRA85T10A562S'], itVat: ['00743110157'],
};

const two = (number: number): string => String(number).padStart(2, '0');

/** Stored values that are right for a field. */
function valueOf(plan: FormPlan, field: Field): fc.Arbitrary<string> {
  switch (field.kind) {
    case 'text':
      return field.mask === undefined ? fc.constantFrom('KEDAI 12', 'A-1', 'ØRSTED', '7').map((text) => casedFor(field, text)) : fc.nat({ max: 9 }).map((digit) => masked(field.mask ?? '', digit));
    case 'longText':
      return fc.constantFrom('one line', 'two\nlines');
    case 'integer':
      return fc.integer({ min: Number(field.min ?? -50), max: Math.min(Number(field.max ?? 50), Number(field.min ?? -50) + 40) }).map(String);
    case 'decimal':
    case 'money':
      return fc.integer({ min: Number(field.min ?? -20) * 4, max: Math.min(Number(field.max ?? 20), 20) * 4 }).map((quarters) => (quarters / 4).toFixed(field.decimals ?? 2));
    case 'date':
      return fc.nat({ max: 30 }).map((day) => new Date(Date.UTC(2026, 10, 2 + day)).toISOString().slice(0, 10));
    case 'time':
      return fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 })).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
    case 'duration':
      return fc.constantFrom('PT0M', 'PT30M', 'PT1H', 'PT2H15M');
    case 'yesNo':
      return fc.constantFrom('yes', 'no');
    case 'choice':
      return fc.constantFrom(...field.options.map(({ code }) => code));
    case 'code':
      return fc.constantFrom(...(plan.codes.get(field.list)?.list.entries ?? []).slice(0, 20).map(([code = '']) => code));
    case 'identifier':
      return fc.constantFrom(...(IDENTIFIERS[field.scheme] ?? []));
    case 'email':
      return fc.constantFrom('ola.nordmann@example.no', 'a@b.it');
    case 'phone':
      return fc.constantFrom('+4722225555', '+390612345678');
    default:
      return field satisfies never;
  }
}

function casedFor(field: Extract<Field, { kind: 'text' }>, text: string): string {
  const plain = field.characters === undefined || field.characters === 'any' ? text : text.replaceAll(/[^\p{L}\d]/gu, '');
  return (field.case === 'lower' ? plain.toLowerCase() : plain).slice(0, field.maxLength);
}

function masked(mask: string, digit: number): string {
  return mask.replaceAll(/[9AX]/g, (slot) => (slot === 'A' ? 'K' : String(digit)));
}

const flag = fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom('illegible' as const, 'notPresent' as const) });

/** What an operator may have in the boxes: mostly right, some empty, some that cannot be read; some flags, a note. */
export function generatedKeyed(plan: FormPlan, unreadable: boolean): fc.Arbitrary<Keyed> {
  const counts = fc.record(Object.fromEntries([...plan.rows].map(([id, { most }]) => [id, fc.integer({ min: 0, max: Math.min(most, 3) })])));
  return fc.tuple(counts, fc.constantFrom(...LANGUAGES)).chain(([rowCounts, language]) => {
    const boxes = boxesIn(plan, rowCounts);
    const texts = fc.tuple(...boxes.map(([, field]) => textOf(plan, field, language, unreadable)));
    // What is worked out has no box that a flag could be put on.
    const flags = fc.tuple(...boxes.map(([, field]) => (field.compute === undefined ? flag : fc.constant(null))));
    return fc.tuple(texts, flags, fc.constantFrom('', 'Torn at the foot')).map(([keyed, flagged, note]): Keyed => ({
      ...emptyKeyed(language), rowCounts, note,
      texts: Object.fromEntries(boxes.flatMap(([address], i) => (keyed[i] == null ? [] : [[address, keyed[i]]]))),
      flags: Object.fromEntries(boxes.flatMap(([address], i) => (flagged[i] == null ? [] : [[address, flagged[i]]]))),
    }));
  });
}

function textOf(plan: FormPlan, field: Field, language: Language, unreadable: boolean): fc.Arbitrary<string | null> {
  if (field.compute !== undefined) return fc.constant(null);
  const right = valueOf(plan, field).map((value) => showValue(field, value, language));
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 2, arbitrary: fc.constantFrom(null, '', '  ') }, ...(unreadable ? [{ weight: 1, arbitrary: fc.constantFrom('?', '31/31', '1.2,3', 'x'.repeat(600)) }] : []));
}

export function boxesIn(plan: FormPlan, rowCounts: Readonly<Record<string, number>>): readonly (readonly [Address, Field])[] {
  return [...plan.slots].flatMap(([id, { field, rows }]) =>
    rows === null ? [[id, field] as const] : Array.from({ length: rowCounts[rows.id] ?? 0 }, (_, row) => [cellAddress(rows.id, row, id), field] as const));
}
