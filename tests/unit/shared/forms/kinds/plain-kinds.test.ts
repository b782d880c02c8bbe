import { describe, expect, it } from 'vitest';
import type { Field, FieldOf } from '../../../../../shared/forms/field';
import { formatValue, isFull, parseValue, problemOfValue, takesSign } from '../../../../../shared/forms/kinds/field-kinds';
import type { Language } from '../../../../../shared/forms/words';

const base = { id: 'field', label: 'Field' } as const;
const ok = (value: string) => ({ ok: true, value });
const refused = (problem: string) => ({ ok: false, problem });

describe('a whole number', () => {
  const integer: FieldOf<'integer'> = { ...base, kind: 'integer' };

  it.each([
    ['1,250', 'en', '1250'], ['1.250', 'it', '1250'], ['1 250', 'nb', '1250'], ['1\u00a0250\u202f000', 'nb', '1250000'], ['-3', 'en', '-3'], ['007', 'en', '7'], ['-0', 'nb', '0'],
  ] as const)('keyed as %j in %s is %s', (text, language, value) => {
    expect(parseValue(integer, text, language)).toEqual(ok(value));
  });

  it('has no decimals, no letters and only whole groups of thousands', () => {
    expect(parseValue(integer, '12.5', 'en')).toEqual(refused('tooManyDecimals'));
    expect(parseValue(integer, '12,5', 'en')).toEqual(refused('otherDecimalSign'));
    expect(parseValue(integer, '12a', 'en')).toEqual(refused('notANumber'));
    expect(parseValue(integer, '1 25', 'nb')).toEqual(refused('notANumber'));
    expect(takesSign(integer, 'a', 'en')).toBe(false);
  });

  it('keeps inside its bounds and its digits', () => {
    const bounded = { ...integer, min: '-5', max: '100', maxDigits: 3 };
    expect(parseValue(bounded, '-6', 'en')).toEqual(refused('tooSmall'));
    expect(parseValue(bounded, '101', 'en')).toEqual(refused('tooLarge'));
    expect(parseValue(bounded, '1000', 'en')).toEqual(refused('tooLong'));
    expect(parseValue(integer, '1234567890123456789', 'en')).toEqual(refused('tooLarge'));
    expect([isFull(bounded, '007', 'en'), isFull(bounded, '-12', 'en'), isFull(integer, '999', 'en')]).toEqual([true, false, false]);
  });
});

describe('a time', () => {
  const time: FieldOf<'time'> = { ...base, kind: 'time' };
  const seconds = { ...time, seconds: true };

  it.each([['8:30', '08:30'], ['830', '08:30'], ['0830', '08:30'], ['8.30', '08:30'], ['8', '08:00'], ['23:59', '23:59'], ['0000', '00:00']])('keyed as %s is %s', (text, value) => {
    expect(parseValue(time, text, 'nb')).toEqual(ok(value));
  });

  it.each([['8:30:15', '08:30:15'], ['083015', '08:30:15'], ['83015', '08:30:15'], ['8:30', '08:30:00'], ['0830', '08:30:00']])('with seconds, keyed as %s is %s', (text, value) => {
    expect(parseValue(seconds, text, 'en')).toEqual(ok(value));
  });

  it.each(['24:00', '8:60', '2400', '8:3', '12345', '8:30:15', 'noon', '8,30'])('is not what %s is', (text) => {
    expect(parseValue(time, text, 'en')).toEqual(refused('notATime'));
  });

  it('is whole when no more digits can follow', () => {
    expect(['0830', '830', '8:30', '12.30'].map((text) => isFull(time, text, 'en'))).toEqual([true, true, true, true]);
    expect(['8', '08', '123', '8:3'].map((text) => isFull(time, text, 'en'))).toEqual([false, false, false, false]);
    expect(['083015', '83015', '8:30:15', '0830', '8:30', '12301'].map((text) => isFull(seconds, text, 'en'))).toEqual([true, true, true, false, false, false]);
  });
});

describe('a duration', () => {
  const duration: FieldOf<'duration'> = { ...base, kind: 'duration' };

  it.each([
    ['8:30', 'PT8H30M'], ['830', 'PT8H30M'], ['8h30', 'PT8H30M'], ['8 h 30 min', 'PT8H30M'], ['8t30', 'PT8H30M'], ['8h', 'PT8H'], ['8', 'PT8H'], ['0:45', 'PT45M'], ['45m', 'PT45M'],
    ['45 min', 'PT45M'], ['90m', 'PT1H30M'], ['0', 'PT0M'], ['0:00', 'PT0M'], ['100:05', 'PT100H5M'],
  ])('keyed as %s is %s', (text, value) => {
    for (const language of ['en', 'it', 'nb'] as const) expect(parseValue(duration, text, language)).toEqual(ok(value));
  });

  it.each([['8.5', 'en', 'PT8H30M'], ['8,5', 'it', 'PT8H30M'], ['7,75 t', 'nb', 'PT7H45M'], ['.25', 'en', 'PT15M'], ['8.30', 'en', 'PT8H18M']] as const)(
    'in decimal hours, %s in %s is %s', (text, language, value) => {
      expect(parseValue(duration, text, language)).toEqual(ok(value));
    });

  it.each([['8:60', 'en', 'notADuration'], ['860', 'en', 'notADuration'], ['8.33', 'en', 'notWholeMinutes'], ['8,5', 'en', 'otherDecimalSign'], ['8.5', 'nb', 'otherDecimalSign'], ['h', 'en', 'notADuration'], ['m', 'en', 'notADuration']] as const)(
    '%s in %s is refused: %s', (text, language, problem) => {
      expect(parseValue(duration, text, language)).toEqual(refused(problem));
    });

  it('is shown as hours and minutes, however many hours', () => {
    expect(['PT8H30M', 'PT0M', 'PT45M', 'PT8H', 'PT123H5M', 'P1D'].map((value) => formatValue(duration, value, 'it'))).toEqual(['8:30', '0:00', '0:45', '8:00', '123:05', 'P1D']);
  });

  it('has one form in store, and a most', () => {
    for (const value of ['PT', 'P1D', 'PT90M', 'PT8H0M', 'PT0H', 'PT08H', 'PT0H45M', 'pt8h', '8:30']) expect([value, problemOfValue(duration, value)]).toEqual([value, 'notADuration']);
    expect(parseValue({ ...duration, maxHours: 24 }, '24:00', 'en')).toEqual(ok('PT24H'));
    expect(parseValue({ ...duration, maxHours: 24 }, '24:01', 'en')).toEqual(refused('tooLarge'));
  });

  it('is whole after the minutes', () => {
    expect(['8:30', '8h30', '45m', '45min'].map((text) => isFull(duration, text, 'en'))).toEqual([true, true, true, true]);
    expect(['8', '830', '8:3', '8h', '8h3', '8.5'].map((text) => isFull(duration, text, 'en'))).toEqual([false, false, false, false, false, false]);
    expect(isFull({ ...duration, maxHours: 24 }, '0830', 'en')).toBe(true);
  });
});

describe('yes or no', () => {
  const yesNo: FieldOf<'yesNo'> = { ...base, kind: 'yesNo' };

  it.each([['en', 'y', 'n', 'Yes', 'No'], ['it', 's', 'n', 'Sì', 'No'], ['nb', 'j', 'n', 'Ja', 'Nei']] as const)('in %s is one key, %s or %s', (language, yes, no, yesWord, noWord) => {
    for (const [text, value] of [[yes, 'yes'], [yes.toUpperCase(), 'yes'], ['1', 'yes'], [no, 'no'], ['0', 'no']] as const) {
      expect(parseValue(yesNo, text, language)).toEqual(ok(value));
      expect(isFull(yesNo, text, language)).toBe(true);
    }
    expect([formatValue(yesNo, 'yes', language), formatValue(yesNo, 'no', language)]).toEqual([yesWord, noWord]);
  });

  it('may be keyed as a whole word of any language', () => {
    for (const language of ['en', 'it', 'nb'] as const) {
      for (const word of ['yes', 'Sì', 'si\u0300', 'SI', 'ja']) expect(parseValue(yesNo, word, language)).toEqual(ok('yes'));
      for (const word of ['no', 'Nei']) expect(parseValue(yesNo, word, language)).toEqual(ok('no'));
    }
  });

  it('is not the first letter of another language, nor anything else', () => {
    for (const [text, language] of [['y', 'it'], ['s', 'en'], ['j', 'it'], ['2', 'en'], ['maybe', 'nb']] as const) {
      expect(parseValue(yesNo, text, language)).toEqual(refused('notYesOrNo'));
      expect(isFull(yesNo, text, language)).toBe(false);
    }
  });
});

describe('a choice', () => {
  const option = (code: string) => ({ code, label: code });
  const choice: FieldOf<'choice'> = { ...base, kind: 'choice', options: [option('A'), option('B'), option('B2'), option('x')] };

  it('is keyed by its code, in capital or small letters', () => {
    expect(parseValue(choice, 'a', 'en')).toEqual(ok('A'));
    expect(parseValue(choice, 'b2', 'nb')).toEqual(ok('B2'));
    expect(parseValue(choice, 'X', 'it')).toEqual(ok('x'));
    expect(parseValue(choice, 'C', 'en')).toEqual(refused('notAnOption'));
    expect(problemOfValue(choice, 'a')).toBe('notAnOption');
  });

  it('is whole at a code that no other begins with', () => {
    expect(['a', 'B', 'b2', 'c'].map((text) => isFull(choice, text, 'en'))).toEqual([true, false, true, false]);
    expect([takesSign(choice, 'a', 'en'), takesSign(choice, 'c', 'en')]).toEqual([true, false]);
  });

  it('tells codes apart that differ only in their case', () => {
    const both = { ...choice, options: [option('a'), option('A')] };
    expect([parseValue(both, 'a', 'en'), parseValue(both, 'A', 'en')]).toEqual([ok('a'), ok('A')]);
  });
});

describe('an address of mail', () => {
  const email: FieldOf<'email'> = { ...base, kind: 'email' };

  it('keeps what stands before the @ as it was keyed', () => {
    expect(parseValue(email, ' Kari.Nordmann@Example.NO ', 'nb')).toEqual(ok('Kari.Nordmann@example.no'));
  });

  it.each(['kari', 'kari@', '@example.no', 'kari@example', 'kari nordmann@example.no', 'a@b@example.no', 'a..b@example.no', `${'a'.repeat(250)}@example.no`])('is not %s', (text) => {
    expect(parseValue(email, text, 'en')).toEqual(refused('notAnEmail'));
  });
});

describe('a telephone number', () => {
  const phone = (country: string): FieldOf<'phone'> => ({ ...base, kind: 'phone', country });

  it.each([
    ['22 22 55 55', 'NO', '+4722225555', '22 22 55 55'], ['0047 22225555', 'NO', '+4722225555', '22 22 55 55'], ['06 698 12345', 'IT', '+390669812345', '06 6981 2345'],
    ['333 123 4567', 'IT', '+393331234567', '333 123 4567'], ['(020) 7946 0958', 'GB', '+442079460958', '020 7946 0958'],
    ['+44 20 7946 0958', 'NO', '+442079460958', '+44 20 7946 0958'], ['+47 79 02 12 34', 'NO', '+4779021234', '79 02 12 34'],
  ])('%s in %s is %s, shown as %s', (text, country, value, shown) => {
    expect(parseValue(phone(country), text, 'en')).toEqual(ok(value));
    expect(formatValue(phone(country), value, 'en')).toBe(shown);
  });

  it.each(['2222555', '00000000', '12345678', '+4722225555 ext. 12', 'tel 22225555', '+999 123456', '22225555x'])('is not %s', (text) => {
    expect(parseValue(phone('NO'), text, 'nb')).toEqual(refused('notAPhoneNumber'));
  });
});

describe('a code and a long text', () => {
  const code: Field = { ...base, kind: 'code', list: 'shops' };
  const long: Field = { ...base, kind: 'longText', maxLength: 9 };

  it('are kept as keyed, their ends trimmed', () => {
    expect(parseValue(code, ' aB 12 ', 'en')).toEqual(ok('aB 12'));
    expect(isFull(code, 'aB', 'en')).toBe(false);
    expect(parseValue(long, ' one\r\ntwo\rx\n', 'en')).toEqual(ok('one\ntwo\nx'));
    expect(parseValue(long, '1234567890', 'en')).toEqual(refused('tooLong'));
    expect([problemOfValue(long, 'a\r\nb'), problemOfValue(long, 'a ')]).toEqual(['wrongShape', 'wrongShape']);
  });
});

describe('an empty text', () => {
  const kinds: readonly Field[] = [{ ...base, kind: 'date' }, { ...base, kind: 'money' }, { ...base, kind: 'yesNo' }, { ...base, kind: 'text', maxLength: 5, minLength: 3 }];

  it('is an empty value in every field and every language', () => {
    for (const field of kinds) {
      for (const language of ['en', 'it', 'nb'] satisfies Language[]) {
        expect([parseValue(field, ' \t ', language), formatValue(field, '', language), problemOfValue(field, ''), isFull(field, ' ', language)]).toEqual([ok(''), '', null, false]);
      }
    }
  });
});
