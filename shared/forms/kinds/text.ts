import type { FieldOf } from '../field';
import { parsed, type Parsed, type Problem } from '../parsed';
import { fillMask, isMaskFull, maskTakes } from './mask';
import type { ValueKind } from './value-kind';

type TextField = FieldOf<'text'>;

/** Letters of every script, with the marks upon them. A space goes with letters, as names and words have them; not with digits alone. */
const CHARACTERS: Readonly<Record<NonNullable<TextField['characters']>, RegExp>> = {
  any: /^/,
  letters: /^[\p{L}\p{M} ]$/u,
  digits: /^\d$/,
  lettersAndDigits: /^[\p{L}\p{M}\d ]$/u,
};

/** One line of text. Lengths are counted in UTF-16 units, as everywhere in the form language. */
export const textKind: ValueKind<TextField> = {
  read: readText,
  show: (_field, value) => value,
  problem: (field, value) => (field.mask === undefined ? problemOfText(field, value) : problemInMask(field, value)),
  isFull: (field, keyed) => (field.mask === undefined ? folded(field, keyed).length >= field.maxLength : isMaskFull(field.mask, keyed)),
  takes: (field, sign) => (field.mask === undefined ? takesCharacter(field, sign) : maskTakes(field.mask, sign)),
};

function readText(field: TextField, keyed: string): Parsed {
  const text = folded(field, keyed.replaceAll(/[\n\r\u2028\u2029]+/g, ' '));
  return field.mask === undefined ? parsed(text) : fillMask(field.mask, text);
}

function folded({ case: letterCase }: TextField, text: string): string {
  if (letterCase === 'upper') return text.toUpperCase();
  return letterCase === 'lower' ? text.toLowerCase() : text;
}

/** A value that holds a line break is let be: the first version of the language kept them. */
function problemOfText(field: TextField, value: string): Problem | null {
  if (value !== value.trim() || value !== folded(field, value)) return 'wrongShape';
  if (value.length > field.maxLength) return 'tooLong';
  if (value.length < (field.minLength ?? 0)) return 'tooShort';
  return Array.from(value).every((sign) => takesCharacter(field, sign)) ? null : 'wrongSign';
}

function problemInMask(field: TextField, value: string): Problem | null {
  const read = readText(field, value);
  return read.ok && read.value === value ? null : 'wrongShape';
}

function takesCharacter({ characters = 'any', alsoCharacters = '' }: TextField, sign: string): boolean {
  return CHARACTERS[characters].test(sign) || alsoCharacters.toLowerCase().includes(sign.toLowerCase());
}
