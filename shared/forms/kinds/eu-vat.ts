import { validate as validateAt } from 'stdnum/lib/cjs/at/uid.js';
import { validate as validateBe } from 'stdnum/lib/cjs/be/vat.js';
import { validate as validateBgCitizen } from 'stdnum/lib/cjs/bg/egn.js';
import { validate as validateBgForeigner } from 'stdnum/lib/cjs/bg/pnf.js';
import { validate as validateBg } from 'stdnum/lib/cjs/bg/vat.js';
import { validate as validateCy } from 'stdnum/lib/cjs/cy/vat.js';
import { validate as validateCz } from 'stdnum/lib/cjs/cz/dic.js';
import { validate as validateDe } from 'stdnum/lib/cjs/de/vat.js';
import { validate as validateDk } from 'stdnum/lib/cjs/dk/cvr.js';
import { validate as validateEe } from 'stdnum/lib/cjs/ee/kmkr.js';
import { validate as validateEl } from 'stdnum/lib/cjs/gr/vat.js';
import { validate as validateEs } from 'stdnum/lib/cjs/es/nif.js';
import { validate as validateFi } from 'stdnum/lib/cjs/fi/alv.js';
import { validate as validateFr } from 'stdnum/lib/cjs/fr/tva.js';
import { validate as validateHr } from 'stdnum/lib/cjs/hr/oib.js';
import { validate as validateHu } from 'stdnum/lib/cjs/hu/anum.js';
import { validate as validateIe } from 'stdnum/lib/cjs/ie/vat.js';
import { validate as validateIt } from 'stdnum/lib/cjs/it/iva.js';
import { validate as validateLt } from 'stdnum/lib/cjs/lt/pvm.js';
import { validate as validateLu } from 'stdnum/lib/cjs/lu/tva.js';
import { validate as validateLv } from 'stdnum/lib/cjs/lv/pvn.js';
import { validate as validateMt } from 'stdnum/lib/cjs/mt/vat.js';
import { validate as validateNl } from 'stdnum/lib/cjs/nl/btw.js';
import { validate as validatePl } from 'stdnum/lib/cjs/pl/nip.js';
import { validate as validatePt } from 'stdnum/lib/cjs/pt/nif.js';
import { validate as validateRo } from 'stdnum/lib/cjs/ro/cui.js';
import { validate as validateSe } from 'stdnum/lib/cjs/se/vat.js';
import { validate as validateSi } from 'stdnum/lib/cjs/si/ddv.js';
import { validate as validateSk } from 'stdnum/lib/cjs/sk/dph.js';
import { validate as validateXi } from 'stdnum/lib/cjs/gb/vat.js';
import { weightedSum } from 'stdnum/lib/cjs/util/checksum.js';
import type { Scheme } from './scheme';

type Validate = typeof validateAt;

/** The states of the union by the prefix of their numbers, and Northern Ireland. */
const COUNTRIES: ReadonlyMap<string, Validate> = new Map([
  ['AT', validateAt], ['BE', validateBe], ['BG', validateBg], ['CY', validateCy], ['CZ', validateCz], ['DE', validateDe],
  ['DK', validateDk], ['EE', validateEe], ['EL', validateEl], ['ES', validateEs], ['FI', validateFi], ['FR', validateFr],
  ['HR', validateHr], ['HU', validateHu], ['IE', validateIe], ['IT', validateIt], ['LT', validateLt], ['LU', validateLu],
  ['LV', validateLv], ['MT', validateMt], ['NL', validateNl], ['PL', validatePl], ['PT', validatePt], ['RO', validateRo],
  ['SE', validateSe], ['SI', validateSi], ['SK', validateSk], ['XI', validateXi],
]);

/**
 * VAT numbers of the European Union, always with the prefix of their country.
 *
 * Czech and Latvian numbers may hold a day of birth, which the library wants to be past by the clock of the machine.
 */
export const euVatScheme: Scheme = {
  signs: 'lettersAndDigits',
  problem(value) {
    if (/^BG\d{10}$/.test(value)) return holdsBulgarian(value.slice(2)) ? null : 'wrongCheckDigit';
    const result = COUNTRIES.get(value.slice(0, 2))?.(value.slice(2));
    if (result === undefined) return 'wrongShape';
    if (!result.isValid) return result.error.name === 'InvalidChecksum' ? 'wrongCheckDigit' : 'wrongShape';
    return result.compact === value.slice(2) ? null : 'wrongShape';
  },
  longest: () => undefined,
};

/** Bulgarian numbers of ten digits: a citizen's, a foreigner's or another's. The library takes nearly all that are wrong, and not all that are right. */
function holdsBulgarian(digits: string): boolean {
  const other = (11 - weightedSum(digits.slice(0, 9), { modulus: 11, weights: [4, 3, 2, 7, 6, 5, 4, 3, 2] })) % 11;
  return validateBgCitizen(digits).isValid || validateBgForeigner(digits).isValid || (other < 10 && String(other) === digits.slice(9));
}
