import { cellPlace, type Address } from './address';
import type { Field } from './field';
import type { FormPlan } from './form-plan';
import { formatValue, isFull, parseValue } from './kinds/field-kinds';
import { parsed, unfit, type Parsed } from './parsed';
import type { Language } from './words';

/** The field at an address. Throws where the form has none: addresses come from the form itself. */
export function fieldAt(plan: FormPlan, address: Address): Field {
  const slot = plan.slots.get(cellPlace(address)?.columnId ?? address);
  if (slot === undefined) throw new Error(`the form has no field ${address}`);
  return slot.field;
}

/** What a keyed text stands for in its field; a code may be keyed by its words where they name one entry alone. */
export function readText(plan: FormPlan, field: Field, text: string, language: Language): Parsed {
  if (field.kind !== 'code') return parseValue(field, text, language);
  const keyed = text.trim();
  if (keyed === '') return parsed('');
  const codes = plan.codes.get(field.list);
  const code = codes && (codes.code(keyed) ?? codes.codeOfLabel(keyed, language));
  return code == null ? unfit('notInList') : parsed(code);
}

/** Whether nothing more fits into a box, so that the keys may go on by themselves. */
export function isFullText(plan: FormPlan, field: Field, text: string, language: Language): boolean {
  return field.kind === 'code' ? plan.codes.get(field.list)?.isWhole(text, language) === true : isFull(field, text, language);
}

/** A stored value as it stands in its box. */
export function showValue(field: Field, value: string, language: Language): string {
  return formatValue(field, value, language);
}
