import type { FieldOf } from '../field';
import { parsed, type Problem } from '../parsed';
import { holdsGs1, holdsMod10, holdsMod11, holdsMod97 } from './check-digits';
import { euVatScheme } from './eu-vat';
import { ibanScheme } from './iban';
import { isbnScheme } from './isbn';
import { italianPerson, italianVat } from './italian-numbers';
import { norwegianOrganisation, norwegianPerson } from './norwegian-numbers';
import { digitScheme, type Scheme } from './scheme';
import type { ValueKind } from './value-kind';

type IdentifierField = FieldOf<'identifier'>;

/** A number of any length that ends in its check digits. */
const LONGEST = 40;
const anyLength = Array.from({ length: LONGEST - 1 }, (_none, index) => index + 2);
const mod97: Scheme = {
  signs: 'lettersAndDigits',
  problem: (value) => (/^[A-Z0-9]+\d{2}$/.test(value) && value.length <= LONGEST ? (holdsMod97(value) ? null : 'wrongCheckDigit') : 'wrongShape'),
  longest: () => LONGEST,
};

const SCHEMES: Readonly<Record<IdentifierField['scheme'], Scheme>> = {
  iban: ibanScheme,
  /** Payment cards, ISO/IEC 7812. */
  card: digitScheme([12, 13, 14, 15, 16, 17, 18, 19], holdsMod10),
  gtin: digitScheme([8, 12, 13, 14], holdsGs1),
  isbn: isbnScheme,
  euVat: euVatScheme,
  noPersonal: norwegianPerson,
  noOrganisation: norwegianOrganisation,
  itPersonal: italianPerson,
  itVat: italianVat,
  mod10: digitScheme(anyLength, holdsMod10),
  mod11: digitScheme(anyLength, holdsMod11),
  mod97,
};

const SEPARATORS = /[\s./:\p{Pd}]/gu;

/** Numbers that prove themselves by check digits, stored compact and in capitals. */
export const identifierKind: ValueKind<IdentifierField> = {
  read: (field, keyed) => parsed(compactOf(SCHEMES[field.scheme], keyed)),
  show: (field, value) => (problemOfIdentifier(field, value) === null ? (SCHEMES[field.scheme].show?.(value) ?? value) : value),
  problem: problemOfIdentifier,
  isFull(field, keyed) {
    const signs = compactOf(SCHEMES[field.scheme], keyed);
    const longest = Math.min(SCHEMES[field.scheme].longest(signs) ?? Infinity, field.maxLength ?? Infinity);
    return signs.length >= longest;
  },
  takes: (field, sign) => /[\d\s./:\p{Pd}]/u.test(sign) || (SCHEMES[field.scheme].signs !== 'digits' && /[A-Za-z]/.test(sign)),
};

function compactOf(scheme: Scheme, keyed: string): string {
  const signs = keyed.toUpperCase().replaceAll(SEPARATORS, '');
  return scheme.compact?.(signs) ?? signs;
}

function problemOfIdentifier(field: IdentifierField, value: string): Problem | null {
  const problem = SCHEMES[field.scheme].problem(value);
  return problem === null && value.length > (field.maxLength ?? Infinity) ? 'tooLong' : problem;
}
