import type { Problem } from '../parsed';
import type { Language } from '../words';

/** A number as it was keyed: its digits, and no fraction where no decimal sign stood. */
export type Numeral = Readonly<{ negative: boolean; whole: string; fraction: string | undefined }>;
type Read = Readonly<{ ok: true; numeral: Numeral }> | Readonly<{ ok: false; problem: Problem }>;

/** The sign that a language sets before the decimals; no other is taken for one. */
export const DECIMAL_SIGN: Readonly<Record<Language, '.' | ','>> = { en: '.', it: ',', nb: ',' };
const THOUSANDS: Readonly<Record<Language, string>> = { en: ',', it: '\\.', nb: ' ' };

const CURRENCY = String.raw`(?:\p{Sc}|[A-Za-z]{1,3}\p{Sc}?|[A-Za-z]{1,3}\.)`;

type Patterns = Readonly<{ bare: RegExp; withCurrency: RegExp; otherSign: RegExp }>;
const PATTERNS: Readonly<Record<Language, Patterns>> = { en: patterns('en'), it: patterns('it'), nb: patterns('nb') };

function patterns(language: Language): Patterns {
  const decimal = DECIMAL_SIGN[language];
  const thousands = THOUSANDS[language];
  const number = String.raw`(?<sign>-?) ?(?<whole>\d{1,3}(?:${thousands}\d{3})+|\d+)?(?:[${decimal}](?<fraction>\d*))?`;
  return {
    bare: new RegExp(`^(?<lead>)${number}$`, 'u'),
    withCurrency: new RegExp(`^(?<lead>-?) ?${CURRENCY}? ?${number} ?${CURRENCY}?$`, 'u'),
    otherSign: decimal === '.' ? /\d,\d/ : /\d\.\d/,
  };
}

/** Reads a number in a language's way: its own decimal sign, and its thousands sign where it parts groups of three. */
export function readNumeral(text: string, language: Language, dress: 'bare' | 'withCurrency'): Read {
  const { [dress]: pattern, otherSign } = PATTERNS[language];
  const groups = pattern.exec(text.trim().replaceAll(/\s+/g, ' '))?.groups;
  if (groups === undefined || (groups['whole'] === undefined && !groups['fraction'])) {
    const problem = otherSign.test(text) ? 'otherDecimalSign' : dress === 'bare' ? 'notANumber' : 'notAnAmount';
    return { ok: false, problem };
  }
  if (groups['lead'] !== '' && groups['sign'] !== '') return { ok: false, problem: 'notAnAmount' };
  const whole = (groups['whole'] ?? '').replaceAll(/\D/g, '');
  return { ok: true, numeral: { negative: groups['lead'] !== '' || groups['sign'] !== '', whole, fraction: groups['fraction'] } };
}

/** The canonical text of a number: no leading zeros, no minus at zero, no point without decimals. */
export function decimalText({ negative, whole, fraction }: Numeral): string {
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const text = fraction ? `${digits}.${fraction}` : digits;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}

/** Takes the keys of any language's numbers: a wrong decimal sign is answered with words, not with silence. */
export function takesNumberSign(sign: string): boolean {
  return /[\d.,\s-]/.test(sign);
}
