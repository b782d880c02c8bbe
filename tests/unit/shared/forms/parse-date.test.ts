import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../../shared/forms/parse-date';

const DAY_MS = 24 * 60 * 60 * 1000;
const FULL = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const dayBetween = (first: string, last: string): fc.Arbitrary<Date> => {
  const startMs = Date.parse(first);
  return fc.integer({ min: 0, max: (Date.parse(last) - startMs) / DAY_MS }).map((days) => new Date(startMs + days * DAY_MS));
};
const anyDay = dayBetween('1900-01-01', '2099-12-31');
/** Days whose year may be written with two digits: 70–99 are 19xx, 00–69 are 20xx. */
const shortYearDay = dayBetween('1970-01-01', '2069-12-31');

const separator = fc.constantFrom('/', '-', '.', ' ', ' / ', ' - ');
const monthName = (date: Date): fc.Arbitrary<string> => {
  const full = FULL[date.getUTCMonth()] ?? '';
  const names = [full, full.slice(0, 3), `${full.slice(0, 3)}.`, ...(full === 'September' ? ['Sept', 'Sept.'] : [])];
  return fc.constantFrom(...names.flatMap((name) => [name, name.toUpperCase(), name.toLowerCase()]));
};

type Parts = Readonly<{ d: string; dd: string; m: string; mm: string; yyyy: string; yy: string; name: string; sep: string; sep2: string }>;
const partsOf = (day: fc.Arbitrary<Date>): fc.Arbitrary<readonly [Parts, string]> =>
  day.chain((date) => fc.tuple(monthName(date), separator, separator).map(([name, sep, sep2]) => {
    const [yyyy = '', mm = '', dd = ''] = date.toISOString().slice(0, 10).split('-');
    return [{ d: String(Number(dd)), dd, m: String(Number(mm)), mm, yyyy, yy: yyyy.slice(2), name, sep, sep2 }, `${yyyy}-${mm}-${dd}`] as const;
  }));

const SHAPES: Readonly<Record<string, (p: Parts) => string>> = {
  'day, month, year with separators': (p) => `${p.dd}${p.sep}${p.mm}${p.sep2}${p.yyyy}`,
  'the same without leading zeros': (p) => `${p.d}${p.sep}${p.m}${p.sep}${p.yyyy}`,
  'eight digits, day first': (p) => `${p.dd}${p.mm}${p.yyyy}`,
  'a named month in the middle': (p) => `${p.d} ${p.name} ${p.yyyy}`,
  'a named month without spaces': (p) => `${p.d}${p.name}${p.yyyy}`,
  'a named month with dashes': (p) => `${p.dd}-${p.name}-${p.yyyy}`,
  'a named month first': (p) => `${p.name} ${p.d}, ${p.yyyy}`,
  'year first with separators': (p) => `${p.yyyy}${p.sep}${p.m}${p.sep2}${p.d}`,
  'eight digits, year first': (p) => `${p.yyyy}${p.mm}${p.dd}`,
  'year first with a named month': (p) => `${p.yyyy} ${p.name} ${p.d}`,
};
const SHORT_SHAPES: Readonly<Record<string, (p: Parts) => string>> = {
  'day, month, year with separators': (p) => `${p.d}${p.sep}${p.m}${p.sep2}${p.yy}`,
  'six digits': (p) => `${p.dd}${p.mm}${p.yy}`,
  'a named month in the middle': (p) => `${p.dd} ${p.name} ${p.yy}`,
  'a named month without spaces': (p) => `${p.dd}${p.name}${p.yy}`,
  'a named month first': (p) => `${p.name} ${p.d}, ${p.yy}`,
};

function expectToParseBack(day: fc.Arbitrary<Date>, shape: (p: Parts) => string): void {
  fc.assert(fc.property(partsOf(day), fc.constantFrom('', ' ', '\t'), ([parts, iso], around) => {
    expect(parseDate(`${around}${shape(parts)}${around}`)).toEqual({ ok: true, value: iso });
  }), { numRuns: 300 });
}

describe('a date with a year of four digits is stored as ISO when keyed as', () => {
  it.each(Object.entries(SHAPES))('%s', (_name, shape) => expectToParseBack(anyDay, shape));
});

describe('a date with a year of two digits is stored as ISO when keyed as', () => {
  it.each(Object.entries(SHORT_SHAPES))('%s', (_name, shape) => expectToParseBack(shortYearDay, shape));
});

describe('a date', () => {
  it.each([
    ['25/12/2018', '2018-12-25'], ['03-04-19', '2019-04-03'], ['1.2.03', '2003-02-01'], ['28 FEB 2018', '2018-02-28'], ['12JAN17', '2017-01-12'],
    ['31121999', '1999-12-31'], ['010170', '1970-01-01'], ['311269', '2069-12-31'], ['2018-3-30', '2018-03-30'], ['20180330', '2018-03-30'],
    ['29/02/2020', '2020-02-29'], ['sept 5 2021', '2021-09-05'], ['05/06/2018', '2018-06-05'],
  ])('keyed as %s is %s', (text, iso) => {
    expect(parseDate(text)).toEqual({ ok: true, value: iso });
  });

  it.each(['30/02/2019', '29/02/2019', '31/04/20', '32/01/2020', '1/13/2020', '00/01/2020', '12/31/2018', '01/01/1899', '01/01/2100', '310219', '5 mai 2020', '31 June 2020'])(
    'keyed as %s is no day of the calendar', (text) => {
      expect(parseDate(text)).toEqual({ ok: false, problem: 'noSuchDay' });
    });

  it.each(['', 'today', '12', '12/2018', '1/2/3', '1/2/203', '12345', '1234567', '1//2//2018', '25/12/2018x', '25/12/2018 10:00', 'jan 2018', '二〇一八'])(
    'is not what %j is', (text) => {
      expect(parseDate(text)).toEqual({ ok: false, problem: 'notADate' });
    });

  it('is never anything but a real day in ISO form, whatever is keyed', () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9a-y/.\- ]{0,12}$/), (text) => {
      const result = parseDate(text);
      if (!result.ok) return;
      expect(result.value).toMatch(/^(19|20)\d\d-\d\d-\d\d$/);
      expect(new Date(result.value).toISOString().slice(0, 10)).toBe(result.value);
    }), { numRuns: 3000 });
  });
});
