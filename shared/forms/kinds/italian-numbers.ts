import { validate as validatePerson } from 'stdnum/lib/cjs/it/codicefiscale.js';
import { validate as validateVat } from 'stdnum/lib/cjs/it/iva.js';
import { digitScheme, type Scheme } from './scheme';

/** Partita IVA; the country's prefix, which invoices put before it, is not stored. */
export const italianVat: Scheme = {
  ...digitScheme([11], (digits) => validateVat(digits).isValid),
  compact: (signs) => signs.replace(/^IT/, ''),
};

/** Codice fiscale of a person, with letters in the place of digits where two people would have the same (omocodia). */
export const italianPerson: Scheme = {
  signs: 'lettersAndDigits',
  problem(value) {
    const result = validatePerson(value);
    if (result.isValid) return result.compact === value ? null : 'wrongShape';
    return result.error.name === 'InvalidChecksum' ? 'wrongCheckDigit' : 'wrongShape';
  },
  longest: () => 16,
};
