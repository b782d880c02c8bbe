import { describe, expect, it } from 'vitest';
import type { FieldOf } from '../../../../../shared/forms/field';
import { isFull, parseValue, problemOfValue, takesSign } from '../../../../../shared/forms/kinds/field-kinds';

type TextField = FieldOf<'text'>;
const text: TextField = { id: 'name', label: 'Name', kind: 'text', maxLength: 10 };
const parse = (field: TextField, keyed: string) => parseValue(field, keyed, 'en');
const ok = (value: string) => ({ ok: true, value });
const refused = (problem: string) => ({ ok: false, problem });

describe('a text', () => {
  it('is stored as keyed with its ends trimmed, on one line', () => {
    expect(parse(text, '  a  b ')).toEqual(ok('a  b'));
    expect(parse(text, 'a\r\nb\u2028c')).toEqual(ok('a b c'));
  });

  it('has the case that its form says, however it was keyed', () => {
    expect(parse({ ...text, case: 'upper' }, 'straße ø')).toEqual(ok('STRASSE Ø'));
    expect(parse({ ...text, case: 'lower' }, 'ÅSE')).toEqual(ok('åse'));
    expect(problemOfValue({ ...text, case: 'upper' }, 'Åse')).toBe('wrongShape');
  });

  it('is as long as its form says once it has its case', () => {
    expect(parse({ ...text, maxLength: 5 }, '123456')).toEqual(refused('tooLong'));
    expect(parse({ ...text, case: 'upper', maxLength: 5 }, 'große')).toEqual(refused('tooLong'));
    expect(parse({ ...text, minLength: 3 }, 'ab')).toEqual(refused('tooShort'));
  });

  it('of letters takes those of every script, and spaces between them', () => {
    const letters: TextField = { ...text, characters: 'letters' };
    expect(parse(letters, 'Åse Çelik')).toEqual(ok('Åse Çelik'));
    expect(parse(letters, 'e\u0301')).toEqual(ok('e\u0301'));
    expect(parse(letters, 'Åse 2')).toEqual(refused('wrongSign'));
    expect(parse(letters, "D'Angelo")).toEqual(refused('wrongSign'));
    expect(parse({ ...letters, alsoCharacters: "'-" }, "D'Angelo")).toEqual(ok("D'Angelo"));
    expect([takesSign(letters, 'ø', 'nb'), takesSign(letters, '2', 'nb'), takesSign({ ...letters, alsoCharacters: "'" }, "'", 'nb')]).toEqual([true, false, true]);
  });

  it('of digits takes 0 to 9 alone, with neither spaces nor the digits of other scripts', () => {
    const digits: TextField = { ...text, characters: 'digits' };
    expect(parse(digits, '0123')).toEqual(ok('0123'));
    expect([parse(digits, '01 23'), parse(digits, '٣'), parse(digits, '1a')]).toEqual([refused('wrongSign'), refused('wrongSign'), refused('wrongSign')]);
    expect(parse({ ...digits, alsoCharacters: '-/' }, '01-2/3')).toEqual(ok('01-2/3'));
    expect(parse({ ...text, characters: 'lettersAndDigits' }, 'AB 12')).toEqual(ok('AB 12'));
  });

  it('is as long as it can get at its length', () => {
    const postcode: TextField = { ...text, characters: 'digits', minLength: 4, maxLength: 4 };
    expect([isFull(postcode, '0152', 'nb'), isFull(postcode, '015', 'nb'), isFull(text, 'ten signs.', 'en')]).toEqual([true, false, true]);
  });
});

describe('a text with a mask', () => {
  const plate: TextField = { ...text, mask: 'AA 99999', case: 'upper' };
  const policy: TextField = { ...text, mask: 'P-999/XX' };
  const phone: TextField = { ...text, mask: '+47 9999' };

  it.each([[plate, 'ab12345', 'AB 12345'], [plate, 'AB 12345', 'AB 12345'], [policy, '123a4', 'P-123/a4'], [policy, 'P-123/a4', 'P-123/a4'], [policy, 'p123a4', 'P-123/a4'], [phone, '4712', '+47 4712'], [phone, '+47 4712', '+47 4712'], [phone, '474712', '+47 4712']] as const)(
    '%j may be keyed as %s and is %s', (field, keyed, value) => {
      expect(parse(field, keyed)).toEqual(ok(value));
    });

  it('says what is wrong', () => {
    expect(parse(plate, 'AB 1234')).toEqual(refused('tooShort'));
    expect(parse(plate, 'AB 123456')).toEqual(refused('tooLong'));
    expect(parse(plate, 'A1 12345')).toEqual(refused('wrongShape'));
    expect(parse(policy, 'Q-123/a4')).toEqual(refused('wrongShape'));
    expect(problemOfValue(plate, 'AB12345')).toBe('wrongShape');
    expect(problemOfValue(plate, 'ab 12345')).toBe('wrongShape');
    expect(problemOfValue(plate, 'AB 12345')).toBeNull();
  });

  it('is full once nothing is missing and nothing more can follow', () => {
    expect(['ab12345', 'AB 12345', 'AB 1234'].map((keyed) => isFull(plate, keyed, 'nb'))).toEqual([true, true, false]);
    expect(['1234', '4712', '474712', '+47 471'].map((keyed) => isFull(phone, keyed, 'nb'))).toEqual([true, false, true, false]);
  });

  it('takes the signs of its places and its own', () => {
    expect(['1', 'z', '-', '/', '.'].map((sign) => takesSign(policy, sign, 'en'))).toEqual([true, true, true, true, false]);
  });
});
