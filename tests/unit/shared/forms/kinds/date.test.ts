import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldOf } from '../../../../../shared/forms/field';
import { formatValue, isFull, parseValue, problemOfValue } from '../../../../../shared/forms/kinds/field-kinds';
import type { Parsed } from '../../../../../shared/forms/parsed';

const date: FieldOf<'date'> = { id: 'date', label: 'Date', kind: 'date' };
const american: FieldOf<'date'> = { ...date, order: 'mdy' };
const yearFirst: FieldOf<'date'> = { ...date, order: 'ymd' };
const parseDate = (text: string): Parsed => parseValue(date, text, 'en');

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
const monthName = (moment: Date): fc.Arbitrary<string> => {
  const full = FULL[moment.getUTCMonth()] ?? '';
  const names = [full, full.slice(0, 3), `${full.slice(0, 3)}.`, ...(full === 'September' ? ['Sept', 'Sept.'] : [])];
  return fc.constantFrom(...names.flatMap((name) => [name, name.toUpperCase(), name.toLowerCase()]));
};

type Parts = Readonly<{ d: string; dd: string; m: string; mm: string; yyyy: string; yy: string; name: string; sep: string; sep2: string }>;
const partsOf = (day: fc.Arbitrary<Date>): fc.Arbitrary<readonly [Parts, string]> =>
  day.chain((moment) => fc.tuple(monthName(moment), separator, separator).map(([name, sep, sep2]) => {
    const [yyyy = '', mm = '', dd = ''] = moment.toISOString().slice(0, 10).split('-');
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

  it.each(['30/02/2019', '29/02/2019', '31/04/20', '32/01/2020', '1/13/2020', '00/01/2020', '12/31/2018', '01/01/1899', '01/01/2100', '310219', '5 mei 2020', '31 June 2020'])(
    'keyed as %s is no day of the calendar', (text) => {
      expect(parseDate(text)).toEqual({ ok: false, problem: 'noSuchDay' });
    });

  it.each(['today', '12', '12/2018', '1/2/3', '1/2/203', '12345', '1234567', '1//2//2018', '25/12/2018x', '25/12/2018 10:00', 'jan 2018', '二〇一八'])(
    'is not what %j is', (text) => {
      expect(parseDate(text)).toEqual({ ok: false, problem: 'notADate' });
    });

  it('is never anything but a real day in ISO form, whatever is keyed', () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9a-y/.\- ]{0,12}$/), (text) => {
      const result = parseDate(text);
      if (!result.ok || result.value === '') return;
      expect(result.value).toMatch(/^(19|20)\d\d-\d\d-\d\d$/);
      expect(new Date(result.value).toISOString().slice(0, 10)).toBe(result.value);
    }), { numRuns: 3000 });
  });
});

describe('a date in another order', () => {
  it.each([
    ['12/25/2018', '2018-12-25'], ['1-2-03', '2003-01-02'], ['122518', '2018-12-25'], ['12252018', '2018-12-25'], ['Dec 25, 2018', '2018-12-25'],
    ['25 dec 2018', '2018-12-25'], ['2018-12-25', '2018-12-25'], ['20181225', '2018-12-25'],
  ])('month first, keyed as %s is %s', (text, iso) => {
    expect(parseValue(american, text, 'en')).toEqual({ ok: true, value: iso });
  });

  it.each([
    ['2018-12-25', '2018-12-25'], ['18/12/25', '2018-12-25'], ['181225', '2018-12-25'], ['20181225', '2018-12-25'], ['18 dec 25', '2018-12-25'],
    ['2018 dec 5', '2018-12-05'], ['25 dec 2018', '2018-12-25'],
  ])('year first, keyed as %s is %s', (text, iso) => {
    expect(parseValue(yearFirst, text, 'en')).toEqual({ ok: true, value: iso });
  });

  it('is not taken the other way round when only that would give a day', () => {
    expect(parseValue(american, '25/12/2018', 'en')).toEqual({ ok: false, problem: 'noSuchDay' });
    expect(parseValue(yearFirst, '251318', 'en')).toEqual({ ok: false, problem: 'noSuchDay' });
    expect(parseValue(yearFirst, '25/12/2018', 'en')).toEqual({ ok: false, problem: 'notADate' });
  });
});

describe('the name of a month is known in every language', () => {
  it.each([
    ['5 mai 2020', '2020-05-05'], ['5 mag 2020', '2020-05-05'], ['1 gennaio 2019', '2019-01-01'], ['3 mar 2019', '2019-03-03'], ['3 mars 2019', '2019-03-03'],
    ['25. desember 2018', '2018-12-25'], ['25 dic. 2018', '2018-12-25'], ['9okt17', '2017-10-09'], ['9 ott 17', '2017-10-09'], ['2 set 2021', '2021-09-02'],
    ['2 sett. 2021', '2021-09-02'], ['30 giu 2021', '2021-06-30'], ['31 LUG 2021', '2021-07-31'], ['15 ago 2021', '2021-08-15'],
  ])('%s is %s', (text, iso) => {
    for (const language of ['en', 'it', 'nb'] as const) expect(parseValue(date, text, language)).toEqual({ ok: true, value: iso });
  });
});

describe('a stored date is shown', () => {
  it('with slashes in English and Italian, with points in Norwegian, and year first as it is stored', () => {
    expect(formatValue(date, '2018-12-05', 'en')).toBe('05/12/2018');
    expect(formatValue(date, '2018-12-05', 'it')).toBe('05/12/2018');
    expect(formatValue(date, '2018-12-05', 'nb')).toBe('05.12.2018');
    expect(formatValue(american, '2018-12-05', 'en')).toBe('12/05/2018');
    expect(formatValue(yearFirst, '2018-12-05', 'nb')).toBe('2018-12-05');
  });

  it('as it is when it was not legible', () => {
    expect(formatValue(date, '?5/12', 'en')).toBe('?5/12');
  });
});

describe('a date is whole', () => {
  it.each(['25122018', '25/12/2018', '1.2.2018', '251218', '311299', '2018-12-25', '25/12/18', '99999999'])('at %s', (text) => {
    expect(isFull(date, text, 'en')).toBe(true);
  });

  it.each(['25', '2512', '25121', '25/12', '25/12/2', '25/12/201', '5 dec 2018', '2018-12-2'])('not yet at %s', (text) => {
    expect(isFull(date, text, 'en')).toBe(false);
  });

  it.each(['251219', '251220', '25/12/19', '25.12.20'])('not at %s, whose year may become one of four digits', (text) => {
    expect(isFull(date, text, 'en')).toBe(false);
  });

  it('not at six digits that are no day, which may be the beginning of a date with the year first', () => {
    expect(isFull(date, '201812', 'en')).toBe(false);
    expect(isFull(date, '20181225', 'en')).toBe(true);
  });

  it('with the year first, unless the year of two digits may become one of four', () => {
    expect(isFull(yearFirst, '181225', 'en')).toBe(true);
    expect(isFull(yearFirst, '201225', 'en')).toBe(false);
    expect(isFull(yearFirst, '20-12-25', 'en')).toBe(true);
    expect(isFull(yearFirst, '2018-12-2', 'en')).toBe(false);
    expect(isFull(yearFirst, '2018-12-25', 'en')).toBe(true);
  });

  it('at no text that can go on to another date, unless that one has its year first', () => {
    fc.assert(fc.property(partsOf(anyDay), fc.boolean(), fc.stringMatching(/^[0-9]{1,2}$/), ([p], separated, more) => {
      const text = separated ? `${p.d}/${p.m}/${p.yy}` : `${p.dd}${p.mm}${p.yy}`;
      const longer = parseDate(text + more);
      if (isFull(date, text, 'en') && longer.ok) expect(longer.value.slice(0, 4)).toBe(text.slice(0, 4));
      if (longer.ok && separated) expect(isFull(date, text, 'en')).toBe(false);
    }), { numRuns: 2000 });
  });
});

describe('a date outside of its bounds', () => {
  const bounded = { ...date, earliest: '2018-01-01', latest: '2018-12-31' };

  it('is told apart from one that is no day', () => {
    expect(parseValue(bounded, '31/12/2017', 'en')).toEqual({ ok: false, problem: 'tooEarly' });
    expect(parseValue(bounded, '01/01/2019', 'en')).toEqual({ ok: false, problem: 'tooLate' });
    expect(parseValue(bounded, '01/01/2018', 'en').ok && parseValue(bounded, '31/12/2018', 'en').ok).toBe(true);
    expect(problemOfValue(bounded, '2018-02-30')).toBe('noSuchDay');
    expect(problemOfValue(bounded, '25/12/2018')).toBe('notADate');
  });
});
