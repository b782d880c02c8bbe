import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldOf } from '../../../../../shared/forms/field';
import { formatValue, parseValue, problemOfValue, takesSign } from '../../../../../shared/forms/kinds/field-kinds';
import type { Parsed } from '../../../../../shared/forms/parsed';

const money: FieldOf<'money'> = { id: 'total', label: 'Total', kind: 'money' };
const euros: FieldOf<'money'> = { ...money, currency: 'EUR', decimals: 2 };
const shifted: FieldOf<'money'> = { ...euros, keying: { decimalShift: true } };
const rate: FieldOf<'decimal'> = { id: 'rate', label: 'Rate', kind: 'decimal', decimals: 3 };
const parseMoney = (text: string): Parsed => parseValue(money, text, 'en');

describe('an amount', () => {
  it.each([
    ['RM 3.90', '3.90'], ['$8.20', '8.20'], ['RM39.00', '39.00'], ['1,250.40', '1250.40'], ['12', '12'], ['12.', '12'], ['.90', '0.90'], ['007.50', '7.50'],
    ['US$ 8.20', '8.20'], ['8.20 EUR', '8.20'], ['€8.20', '8.20'], ['kr 100', '100'], ['kr. 100', '100'], ['3.90RM', '3.90'], ['myr 1,234,567.89', '1234567.89'],
    ['-5.00', '-5.00'], ['RM -5.00', '-5.00'], ['-RM5.00', '-5.00'], [' 0.00 ', '0.00'], ['3.905', '3.905'],
  ])('keyed as %s is %s', (text, value) => {
    expect(parseMoney(text)).toEqual({ ok: true, value });
  });

  it.each(['12,50', '1,25', '1,2500', '12,345,67', '1.250,40', 'RM 12,5', '1,250,40.00'])('with a comma where no thousands are (%s) is refused', (text) => {
    expect(parseMoney(text)).toEqual({ ok: false, problem: 'otherDecimalSign' });
  });

  it.each(['RM', '-', '.', 'free', '1 250', '3.9.0', '--5', '-RM-5', '1e3', '0x10', 'RINGGIT 5', '5 5', 'NaN', '٣'])('is not what %j is', (text) => {
    expect(parseMoney(text)).toEqual({ ok: false, problem: 'notAnAmount' });
  });

  it('is the same however it is dressed', () => {
    const dress = fc.constantFrom('RM', 'RM ', '$', '€ ', 'MYR ', '');
    fc.assert(fc.property(fc.nat({ max: 10 ** 9 }), fc.nat({ max: 99 }), dress, fc.boolean(), fc.boolean(), (whole, cents, sign, before, commas) => {
      const fraction = String(cents).padStart(2, '0');
      const digits = commas ? whole.toLocaleString('en-US') : String(whole);
      const text = before ? `${sign}${digits}.${fraction}` : `${digits}.${fraction} ${sign}`;
      expect(parseMoney(text)).toEqual({ ok: true, value: `${whole}.${fraction}` });
    }));
  });
});

describe('an amount in another language', () => {
  it.each([
    ['1.250,40', '1250.40'], ['1250,40', '1250.40'], ['€ 1.234.567,89', '1234567.89'], ['1.250', '1250'], [',90', '0.90'], ['12,', '12'], ['-5,00 EUR', '-5.00'],
  ])('keyed in Italian as %s is %s', (text, value) => {
    expect(parseValue(money, text, 'it')).toEqual({ ok: true, value });
  });

  it.each([
    ['1 250,40', '1250.40'], ['1\u00a0250,40', '1250.40'], ['1\u202f250\u202f000,5', '1250000.5'], ['kr 1 250', '1250'], ['kr. 100,00', '100.00'], ['1250,4 kr', '1250.4'],
  ])('keyed in Norwegian as %j is %s', (text, value) => {
    expect(parseValue(money, text, 'nb')).toEqual({ ok: true, value });
  });

  it.each([['12.50', 'it'], ['1.25', 'it'], ['1,250.40', 'it'], ['12.50', 'nb'], ['1.250,40', 'nb'], ['12,50', 'en'], ['1.250,40', 'en']] as const)(
    'with the decimal sign of another one (%s in %s) is refused', (text, language) => {
      expect(parseValue(money, text, language)).toEqual({ ok: false, problem: 'otherDecimalSign' });
    });

  it.each([['1 25', 'nb'], ['12 50,00', 'nb'], ['1 250', 'it'], ['1 250', 'en']] as const)('with spaces where no thousands are (%s in %s) is refused', (text, language) => {
    expect(parseValue(money, text, language)).toEqual({ ok: false, problem: 'notAnAmount' });
  });
});

describe('an amount with decimals that its form counts', () => {
  it('is filled up with zeros, and refused with more', () => {
    expect(parseValue(euros, '12', 'en')).toEqual({ ok: true, value: '12.00' });
    expect(parseValue(euros, '12.5', 'en')).toEqual({ ok: true, value: '12.50' });
    expect(parseValue(euros, '12.505', 'en')).toEqual({ ok: false, problem: 'tooManyDecimals' });
    expect(parseValue({ ...euros, decimals: 0 }, '1250', 'en')).toEqual({ ok: true, value: '1250' });
    expect(parseValue({ ...euros, decimals: 0 }, '12.50', 'en')).toEqual({ ok: false, problem: 'tooManyDecimals' });
    expect(parseValue(rate, '1,5', 'it')).toEqual({ ok: true, value: '1.500' });
  });

  it('keyed without a decimal sign means its smallest unit where the form says so', () => {
    expect(parseValue(shifted, '1250', 'en')).toEqual({ ok: true, value: '12.50' });
    expect(parseValue(shifted, '5', 'en')).toEqual({ ok: true, value: '0.05' });
    expect(parseValue(shifted, '-125000', 'nb')).toEqual({ ok: true, value: '-1250.00' });
    expect(parseValue(shifted, '1250,5', 'it')).toEqual({ ok: true, value: '1250.50' });
    expect(parseValue(shifted, '12.', 'en')).toEqual({ ok: true, value: '12.00' });
    expect(parseValue({ ...money, keying: { decimalShift: true } }, '1250', 'en')).toEqual({ ok: true, value: '12.50' });
    expect(parseValue({ ...rate, keying: { decimalShift: true } }, '1250', 'en')).toEqual({ ok: true, value: '1.250' });
  });

  it('is shown with the sign of the language and without thousands', () => {
    expect(formatValue(euros, '1234567.80', 'en')).toBe('1234567.80');
    expect(formatValue(euros, '1234567.80', 'it')).toBe('1234567,80');
    expect(formatValue(euros, '-0.80', 'nb')).toBe('-0,80');
    expect(formatValue({ ...money, keying: { decimalShift: true } }, '12', 'nb')).toBe('12,');
    expect(formatValue(euros, 'ca. 12', 'nb')).toBe('ca. 12');
  });

  it('is no amount in store with fewer, with leading zeros or with a minus at zero', () => {
    for (const value of ['12', '12.5', '012.50', '-0.00', '12,50', ' 12.50', '.50', '1e3']) expect([value, problemOfValue(euros, value)]).toEqual([value, 'notAnAmount']);
    expect(parseValue(euros, '-0', 'en')).toEqual({ ok: true, value: '0.00' });
  });
});

describe('a number outside of its bounds', () => {
  it('is compared exactly', () => {
    const bounded = { ...euros, min: '0.01', max: '999999999999999999.98' };
    expect(parseValue(bounded, '0', 'en')).toEqual({ ok: false, problem: 'tooSmall' });
    expect(parseValue(bounded, '999999999999999999.99', 'en')).toEqual({ ok: false, problem: 'tooLarge' });
    expect(parseValue(bounded, '999999999999999999.98', 'en').ok).toBe(true);
    expect(parseValue(bounded, '1000000000000000000', 'en')).toEqual({ ok: false, problem: 'tooLarge' });
  });

  it('does not keep the page waiting, however long the text', () => {
    for (const text of [`RM${' '.repeat(1_000_000)}!`, '1'.repeat(1_000_000), `${'1,'.repeat(500_000)}x`]) expect(parseMoney(text).ok).toBe(false);
  });
});

describe('a decimal number', () => {
  it('has no currency', () => {
    expect(parseValue(rate, '€ 1.5', 'en')).toEqual({ ok: false, problem: 'notANumber' });
    expect(takesSign(rate, '€', 'en')).toBe(false);
    expect(takesSign(euros, '€', 'en')).toBe(true);
    expect(takesSign({ ...euros, keying: { keypadOnly: true } }, 'k', 'en')).toBe(false);
  });
});
