import type { Random } from '../random';

export type Land = 'IT' | 'NO' | 'DE' | 'AT' | 'IE';

/**
 * A VAT or, in Norway, organisation number with the right check digit, as it is stored.
 *
 * Each begins with what its authority has not given out (Italy: the office 888), so that it is nobody's.
 */
export function businessNumber(land: Land, random: Random): string {
  switch (land) {
    case 'IT': return `IT${withLuhn(`${random.digits(7)}888`)}`;
    case 'DE': return `DE${withMod11And10(`9${random.digits(7)}`)}`;
    case 'AT': return `ATU${withAustrianCheck(`9${random.digits(6)}`)}`;
    case 'IE': return `IE${withIrishLetter(`99${random.digits(5)}`)}`;
    case 'NO': return organisationNumber(random);
    default: return unreachable(land);
  }
}

function organisationNumber(random: Random): string {
  for (;;) {
    const body = `90${random.digits(6)}`;
    const check = mod11Check(body, [3, 2, 7, 6, 5, 4, 3, 2]);
    if (check !== undefined) return `${body}${check}`;
  }
}

/** The check digit to the modulus 11; undefined where it would be 10. */
export function mod11Check(body: string, weights: readonly number[]): string | undefined {
  const rest = Array.from(body, Number).reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % 11;
  if (rest === 1) return undefined;
  return String(rest === 0 ? 0 : 11 - rest);
}

function withLuhn(body: string): string {
  const sum = Array.from(body, Number).reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digitSum(digit * 2)), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function digitSum(value: number): number {
  return Math.floor(value / 10) + (value % 10);
}

function withMod11And10(body: string): string {
  const product = Array.from(body, Number).reduce((rest, digit) => ((((digit + rest) % 10 || 10) * 2) % 11), 10);
  return `${body}${(11 - product) % 10}`;
}

function withAustrianCheck(body: string): string {
  const sum = Array.from(body, Number).reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digitSum(digit * 2)), 0);
  return `${body}${(10 - ((sum + 4) % 10)) % 10}`;
}

function withIrishLetter(body: string): string {
  const sum = Array.from(body, Number).reduce((total, digit, index) => total + digit * (8 - index), 0);
  return `${body}${'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] ?? ''}`;
}

/** As a letterhead groups it. */
export function printedBusinessNumber(land: Land, stored: string): string {
  return land === 'NO' ? `${inGroups(stored, 3)} MVA` : stored;
}

export function inGroups(text: string, length: number): string {
  return text.replace(new RegExp(`(.{${length}})(?=.)`, 'g'), '$1 ');
}

function unreachable(value: never): never {
  throw new Error(`unknown land ${String(value)}`);
}
