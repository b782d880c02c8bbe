import { describe, expect, it } from 'vitest';
import type { FieldOf } from '../../../../../shared/forms/field';
import { formatValue, isFull, parseValue, takesSign } from '../../../../../shared/forms/kinds/field-kinds';

type Scheme = FieldOf<'identifier'>['scheme'];
const field = (scheme: Scheme): FieldOf<'identifier'> => ({ id: 'number', label: 'Number', kind: 'identifier', scheme });

/** Numbers that were published as examples, with where each comes from. */
const PUBLISHED: readonly (readonly [Scheme, keyed: string, stored: string, source: string])[] = [
  ['iban', 'NO93 8601 1117 947', 'NO9386011117947', 'IBAN registry of SWIFT (ISO 13616)'],
  ['iban', 'IT60 X054 2811 1010 0000 0123 456', 'IT60X0542811101000000123456', 'IBAN registry of SWIFT (ISO 13616)'],
  ['iban', 'iban gb29 nwbk 6016 1331 9268 19', 'GB29NWBK60161331926819', 'IBAN registry of SWIFT (ISO 13616)'],
  ['iban', 'DE89 3704 0044 0532 0130 00', 'DE89370400440532013000', 'IBAN registry of SWIFT (ISO 13616)'],
  ['iban', 'MT84 MALT 0110 0001 2345 MTLC AST0 01S', 'MT84MALT011000012345MTLCAST001S', 'IBAN registry of SWIFT (ISO 13616)'],
  ['iban', 'LC55 HEMM 0001 0001 0012 0012 0002 3015', 'LC55HEMM000100010012001200023015', 'IBAN registry of SWIFT (ISO 13616)'],
  ['card', '4111 1111 1111 1111', '4111111111111111', 'test numbers of Visa'],
  ['card', '3782-822463-10005', '378282246310005', 'test numbers of American Express'],
  ['card', '5555 5555 5555 4444', '5555555555554444', 'test numbers of Mastercard'],
  ['gtin', '6291041500213', '6291041500213', 'GS1, how to calculate a check digit'],
  ['gtin', '4006381333931', '4006381333931', 'Wikipedia, International Article Number'],
  ['gtin', '7351 3537', '73513537', 'Wikipedia, International Article Number (EAN-8)'],
  ['gtin', '036000 29145 2', '036000291452', 'Wikipedia, Universal Product Code'],
  ['isbn', 'ISBN 978-3-16-148410-0', '9783161484100', 'International ISBN Agency'],
  ['isbn', '0-306-40615-2', '0306406152', 'Wikipedia, ISBN'],
  ['isbn', '0-8044-2957-x', '080442957X', 'Wikipedia, ISBN'],
  ['euVat', 'IT 00743110157', 'IT00743110157', 'python-stdnum, stdnum.it.iva'],
  ['euVat', 'ATU13585627', 'ATU13585627', 'python-stdnum, stdnum.at.uid'],
  ['euVat', 'DE 136.695.976', 'DE136695976', 'python-stdnum, stdnum.de.vat'],
  ['euVat', 'FR 40 303 265 045', 'FR40303265045', 'python-stdnum, stdnum.fr.tva'],
  ['euVat', 'EL 094259216', 'EL094259216', 'python-stdnum, stdnum.gr.vat'],
  ['euVat', 'NL004495445B01', 'NL004495445B01', 'python-stdnum, stdnum.nl.btw'],
  ['euVat', 'IE 6433435F', 'IE6433435F', 'python-stdnum, stdnum.ie.vat'],
  ['euVat', 'SE 123456789701', 'SE123456789701', 'python-stdnum, stdnum.se.vat'],
  ['euVat', 'ES B-58378431', 'ESB58378431', 'python-stdnum, stdnum.es.nif'],
  ['euVat', 'BG 175 074 752', 'BG175074752', 'python-stdnum, stdnum.bg.vat'],
  ['euVat', 'BG 803205 603 1', 'BG8032056031', 'python-stdnum, stdnum.bg.egn'],
  ['euVat', 'BG 7111 042 925', 'BG7111042925', 'python-stdnum, stdnum.bg.pnf'],
  ['noPersonal', '130972 48022', '13097248022', 'navikt/fnrvalidator, a fødselsnummer'],
  ['noPersonal', '29029648784', '29029648784', 'navikt/fnrvalidator, born on 29 February'],
  ['noPersonal', '29020075838', '29020075838', 'navikt/fnrvalidator, born on 29 February 2000'],
  ['noPersonal', '53097248016', '53097248016', 'navikt/fnrvalidator, a D-number'],
  ['noOrganisation', '974 760 673', '974760673', 'Brønnøysund Register Centre, its own number'],
  ['noOrganisation', '988 077 917', '988077917', 'python-stdnum, stdnum.no.orgnr'],
  ['itPersonal', 'RSS MRA 85T10 A562S', 'RSSMRA85T10A562S', 'the common example of a codice fiscale'],
  ['itPersonal', 'rccmnl83s18d969h', 'RCCMNL83S18D969H', 'python-stdnum, stdnum.it.codicefiscale'],
  ['itVat', 'IT 00743110157', '00743110157', 'python-stdnum, stdnum.it.iva'],
  ['mod10', '7992 7398 713', '79927398713', 'Wikipedia, Luhn algorithm'],
  ['mod10', '18', '18', 'the smallest with its check digit worked out by hand: 2 × 1 + 8'],
  ['mod11', '8601 11 17947', '86011117947', 'the account in the Norwegian example of the IBAN registry'],
  ['mod97', '5493 001K JTII GC8Y 1R12', '5493001KJTIIGC8Y1R12', 'Wikipedia, Legal Entity Identifier (ISO 17442)'],
  ['mod97', '794 44', '79444', 'Wikipedia, ISO/IEC 7064 MOD 97-10: 794 and its check digits'],
];

describe('a number that proves itself is stored compact', () => {
  it.each(PUBLISHED)('%s %s as %s (%s)', (scheme, keyed, stored) => {
    expect(parseValue(field(scheme), keyed, 'en')).toEqual({ ok: true, value: stored });
  });
});

/** Several ways of checking stand side by side for Dutch and Bulgarian numbers: a slip in one can be right in another. */
const oneCheck = PUBLISHED.filter(([, , stored]) => !/^(?:NL|BG)/.test(stored));

describe('a slip in one digit is refused', () => {
  it.each(oneCheck)('anywhere in %s %s', (scheme, _keyed, stored) => {
    for (const [index, sign] of Array.from(stored).entries()) {
      if (!/\d/.test(sign)) continue;
      for (const slip of '0123456789') {
        const text = stored.slice(0, index) + slip + stored.slice(index + 1);
        expect([text, parseValue(field(scheme), text, 'en').ok]).toEqual([text, slip === sign]);
      }
    }
  });
});

describe('two digits that change places are refused', () => {
  const catches: readonly Scheme[] = ['iban', 'isbn', 'noPersonal', 'noOrganisation', 'mod11', 'mod97'];
  it.each(PUBLISHED.filter(([scheme, , stored]) => catches.includes(scheme) && !(scheme === 'isbn' && stored.length === 13)))('anywhere in %s %s', (scheme, _keyed, stored) => {
    for (let index = 0; index + 1 < stored.length; index += 1) {
      const [one = '', other = ''] = stored.slice(index, index + 2);
      const text = stored.slice(0, index) + other + one + stored.slice(index + 2);
      if (one !== other) expect([text, parseValue(field(scheme), text, 'en').ok]).toEqual([text, false]);
    }
  });

  it('where Luhn’s check sees it: any but 09 and 90', () => {
    expect(parseValue(field('mod10'), '79927398731', 'en')).toEqual({ ok: false, problem: 'wrongCheckDigit' });
    expect(parseValue(field('card'), '4111111111111111'.replace('41', '14'), 'en')).toEqual({ ok: false, problem: 'wrongCheckDigit' });
  });
});

describe('what is wrong with a number', () => {
  it.each([
    ['iban', 'NO93 8601 1117 948', 'wrongCheckDigit'], ['iban', 'NO93 8601 1117 94', 'wrongShape'], ['iban', 'QQ93 8601 1117 947', 'wrongShape'],
    ['iban', '860111179471234', 'wrongShape'], ['gtin', '629104150021', 'wrongCheckDigit'], ['gtin', '62910415002', 'wrongShape'],
    ['isbn', '9773161484100', 'wrongShape'], ['isbn', '08044X2957', 'wrongShape'], ['euVat', '00743110157', 'wrongShape'], ['euVat', 'US123456789', 'wrongShape'],
    ['euVat', 'IT00743110158', 'wrongCheckDigit'], ['noPersonal', '13097248023', 'wrongCheckDigit'], ['noPersonal', '1309724802', 'wrongShape'], ['noPersonal', '13097248006', 'wrongCheckDigit'], ['euVat', 'BG8032056032', 'wrongCheckDigit'], ['euVat', 'BG1750747521', 'wrongCheckDigit'],
    ['noPersonal', '10915596784', 'wrongCheckDigit'], ['noOrganisation', '974760674', 'wrongCheckDigit'], ['itPersonal', 'RSSMRA85T10A562T', 'wrongCheckDigit'],
    ['itPersonal', 'RSSMRA85Z10A562S', 'wrongShape'], ['mod11', '1', 'wrongShape'], ['mod10', '---', 'wrongShape'], ['card', '79927398713', 'wrongShape'],
  ] as const)('%s %s: %s', (scheme, text, problem) => {
    expect(parseValue(field(scheme), text, 'en')).toEqual({ ok: false, problem });
  });

  it('is that it is longer than its form allows', () => {
    expect(parseValue({ ...field('mod10'), maxLength: 10 }, '79927398713', 'en')).toEqual({ ok: false, problem: 'tooLong' });
  });

  it('is its day where a fødselsnummer with right check digits has one that the calendar has not', () => {
    expect(parseValue(field('noPersonal'), '29020150260', 'en').ok).toBe(false);
  });
});

describe('a number that proves itself', () => {
  it('is shown in groups of four if it is an IBAN, and compact otherwise', () => {
    expect(formatValue(field('iban'), 'NO9386011117947', 'nb')).toBe('NO93 8601 1117 947');
    expect(formatValue(field('iban'), 'DE89370400440532013000', 'en')).toBe('DE89 3704 0044 0532 0130 00');
    expect(formatValue(field('iban'), 'not legible', 'en')).toBe('not legible');
    expect(formatValue(field('noOrganisation'), '974760673', 'nb')).toBe('974760673');
  });

  it.each([
    ['iban', 'NO93 8601 1117 947', 'NO93 8601 1117 94'], ['noPersonal', '130972 48022', '130972 4802'], ['noOrganisation', '974 760 673', '974 760 67'],
    ['itPersonal', 'RSSMRA85T10A562S', 'RSSMRA85T10A562'], ['itVat', '00743110157', '0074311015'], ['gtin', '00614141999996', '4006381333931'],
    ['isbn', '0306406152', '9783161484'], ['isbn', '9783161484100', '978316148410'], ['isbn', '978316148X', '978316148'], ['card', '4111111111111111110', '4111111111111111'],
  ] as const)('%s is as long as it gets at %s, and not at %s', (scheme, whole, part) => {
    expect([isFull(field(scheme), whole, 'en'), isFull(field(scheme), part, 'en')]).toEqual([true, false]);
  });

  it('takes no letters where it has none', () => {
    expect(takesSign(field('noPersonal'), 'a', 'nb')).toBe(false);
    expect(takesSign(field('isbn'), 'x', 'nb') && takesSign(field('iban'), 'N', 'nb') && takesSign(field('card'), ' ', 'nb')).toBe(true);
  });
});
