import { validate as validateOrganisation } from 'stdnum/lib/cjs/no/orgnr.js';
import { weightedSum } from 'stdnum/lib/cjs/util/checksum.js';
import { digitScheme, type Scheme } from './scheme';

/** Organisasjonsnummer of the Brønnøysund Register Centre. */
export const norwegianOrganisation: Scheme = digitScheme([9], (digits) => validateOrganisation(digits).isValid);

/**
 * Fødselsnummer and D-number of the Norwegian population register.
 *
 * Not the library's own check, which asks the clock whether the day of birth is past: an entry must be right or wrong for
 * the desk and the centre alike. Synthetic numbers (80 added to the month) are no one's and are refused.
 */
export const norwegianPerson: Scheme = digitScheme([11], (digits) => hasBirthday(digits) && holdsBothCheckDigits(digits));

function holdsBothCheckDigits(digits: string): boolean {
  const first = weightedSum(digits.slice(0, 10), { modulus: 11, weights: [3, 7, 6, 1, 8, 9, 4, 5, 2, 1] });
  const second = weightedSum(digits, { modulus: 11, weights: [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1] });
  return first === 0 && second === 0;
}

function hasBirthday(digits: string): boolean {
  const number = (from: number, to: number): number => Number(digits.slice(from, to));
  const year = birthYear(number(4, 6), number(6, 9));
  if (year === undefined) return false;
  const [day, month] = [number(0, 2) % 40, number(2, 4)];
  return number(0, 2) <= 71 && new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;
}

/** The century lies in the three digits after the date. */
function birthYear(year: number, individual: number): number | undefined {
  if (individual < 500) return 1900 + year;
  if (year < 40) return 2000 + year;
  if (individual < 750 && year >= 54) return 1800 + year;
  return individual >= 900 ? 1900 + year : undefined;
}
