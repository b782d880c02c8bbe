import type { Field, FieldKind, FieldOf } from '../field';
import { parsed, unfit, type Parsed, type Problem } from '../parsed';
import type { Language } from '../words';
import { choiceKind } from './choice';
import { codeKind } from './code';
import { dateKind } from './date';
import { decimalKind, moneyKind } from './amount';
import { durationKind } from './duration';
import { emailKind } from './email';
import { identifierKind } from './identifier';
import { integerKind } from './integer';
import { longTextKind } from './long-text';
import { phoneKind } from './phone';
import { textKind } from './text';
import { timeKind } from './time';
import type { ValueKind } from './value-kind';
import { yesNoKind } from './yes-no';

const KINDS: { readonly [K in FieldKind]: ValueKind<FieldOf<K>> } = {
  text: textKind,
  longText: longTextKind,
  integer: integerKind,
  decimal: decimalKind,
  money: moneyKind,
  date: dateKind,
  time: timeKind,
  duration: durationKind,
  yesNo: yesNoKind,
  choice: choiceKind,
  code: codeKind,
  identifier: identifierKind,
  email: emailKind,
  phone: phoneKind,
};

/** More than this is a paste into the wrong field, and not searched for a number or a date. */
const LONGEST_KEYED = 300;

/** Reads a keyed text in a locale's way and gives the stored form; '' for ''. */
export function parseValue(field: Field, text: string, language: Language): Parsed {
  const keyed = text.trim();
  if (keyed === '') return parsed('');
  if (keyed.length > LONGEST_KEYED && field.kind !== 'text' && field.kind !== 'longText') return unfit('tooLong');
  const kind = kindOf(field);
  const read = kind.read(field, keyed, language);
  if (!read.ok) return read;
  const problem = kind.problem(field, read.value);
  return problem === null ? read : unfit(problem);
}

/** The stored value as it is shown to and keyed by an operator of that language. Unparsable stored text is given back as it is. */
export function formatValue(field: Field, value: string, language: Language): string {
  return value === '' ? '' : kindOf(field).show(field, value, language);
}

/** Whether a stored value is right: in its canonical form and inside its bounds. Null when all is well, and for ''. */
export function problemOfValue(field: Field, value: string): Problem | null {
  return value === '' ? null : kindOf(field).problem(field, value);
}

/**
 * Whether this text is as long as it can get, so that the entry may go on by itself; false where that cannot be said.
 *
 * It says nothing of whether the text is right: ask `parseValue` before going on.
 */
export function isFull(field: Field, text: string, language: Language): boolean {
  const keyed = text.trim();
  return keyed !== '' && keyed.length <= LONGEST_KEYED && kindOf(field).isFull(field, keyed, language);
}

/** Whether the field takes this sign at the key. A sign that it takes may still be wrong where it stands. */
export function takesSign(field: Field, sign: string, language: Language): boolean {
  if (field.keying?.keypadOnly === true && /[\p{L}\p{M}]/u.test(sign)) return false;
  return Array.from(sign).every((one) => kindOf(field).takes(field, one, language));
}

/** The table's type ties each kind to its own fields, which an index by `field.kind` cannot tell. */
function kindOf(field: Field): ValueKind<Field> {
  return KINDS[field.kind];
}
