import { luhnChecksumValidate, mod97base10Validate, weightedSum } from 'stdnum/lib/cjs/util/checksum.js';

/** Luhn's mod 10 (ISO/IEC 7812-1, annex B), the check digit last. */
export function holdsMod10(digits: string): boolean {
  return luhnChecksumValidate(digits);
}

/** From the right: 1 for the check digit, then 2 to 7 over and over. */
const MOD_11_WEIGHTS = Array.from({ length: 40 }, (_none, index) => (index === 0 ? 1 : 2 + ((index - 1) % 6)));

/**
 * Mod 11 with the weights 2 to 7 from the right over and over, the check digit last: KID and account numbers of Norwegian banks.
 *
 * A number whose check digit would be 10 is not given out, so there is no `X` or `-` in its stead.
 */
export function holdsMod11(digits: string): boolean {
  return weightedSum(digits, { modulus: 11, weights: MOD_11_WEIGHTS, reverse: true }) === 0;
}

/** ISO/IEC 7064 MOD 97-10, the two check digits last; letters count as 10 to 35. */
export function holdsMod97(signs: string): boolean {
  return mod97base10Validate(signs);
}

/** GS1's mod 10 with the weights 3 and 1, the check digit last. */
export function holdsGs1(digits: string): boolean {
  return weightedSum(digits, { modulus: 10, weights: [1, 3], reverse: true }) === 0;
}

/** ISBN's mod 11 of ten signs, where the last may be an `X` for 10. */
export function holdsIsbn10(signs: string): boolean {
  return weightedSum(signs, { alphabet: '0123456789X', modulus: 11, weights: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] }) === 0;
}
