import { parsed, unfit, type Parsed } from '../parsed';

/** What stands for a sign to key. Everything else in a mask stands for itself. */
const SLOTS: ReadonlyMap<string, RegExp> = new Map([['9', /^\d$/], ['A', /^\p{L}$/u], ['X', /^[\p{L}\d]$/u]]);
const LETTER_OR_DIGIT = /^[\p{L}\d]$/u;

function fits(slot: string, sign: string): boolean {
  return SLOTS.get(slot)?.test(sign) ?? slot.toLowerCase() === sign.toLowerCase();
}

function separatorsOf(mask: string): ReadonlySet<string> {
  return new Set(Array.from(mask).filter((sign) => !LETTER_OR_DIGIT.test(sign)));
}

/** The mask and the text without separators: what is left to compare sign by sign. */
function stripped(mask: string, text: string): Readonly<{ pattern: readonly string[]; slots: readonly string[]; signs: readonly string[] }> {
  const separators = separatorsOf(mask);
  const pattern = Array.from(mask).filter((sign) => !separators.has(sign));
  return { pattern, slots: pattern.filter((sign) => SLOTS.has(sign)), signs: Array.from(text).filter((sign) => !separators.has(sign)) };
}

/** Sets a text into its mask; the mask's own letters and digits are keyed all together or not at all, its separators as one likes. */
export function fillMask(mask: string, text: string): Parsed {
  const { pattern, slots, signs } = stripped(mask, text);
  const withFixed = signs.length === pattern.length;
  if (!withFixed && signs.length !== slots.length) return unfit(signs.length < slots.length ? 'tooShort' : signs.length > pattern.length ? 'tooLong' : 'wrongShape');
  if (!signs.every((sign, index) => fits((withFixed ? pattern : slots)[index] ?? '', sign))) return unfit('wrongShape');
  const left = (withFixed ? signs.filter((_sign, index) => SLOTS.has(pattern[index] ?? '')) : signs).values();
  return parsed(Array.from(mask).map((sign) => (SLOTS.has(sign) ? (left.next().value ?? '') : sign)).join(''));
}

/** Whether a text fills its mask and is not the beginning of one that is keyed with the mask's own letters and digits. */
export function isMaskFull(mask: string, text: string): boolean {
  const { pattern, signs } = stripped(mask, text);
  const canGoOn = signs.length < pattern.length && signs.every((sign, index) => fits(pattern[index] ?? '', sign));
  return !canGoOn && fillMask(mask, text).ok;
}

export function maskTakes(mask: string, sign: string): boolean {
  return Array.from(mask).some((slot) => fits(slot, sign));
}
