import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldSchema, type Field } from '../../../../../shared/forms/field';
import { formatValue, isFull, parseValue, problemOfValue, takesSign } from '../../../../../shared/forms/kinds/field-kinds';
import { PROBLEMS } from '../../../../../shared/forms/parsed';
import { LANGUAGES } from '../../../../../shared/forms/words';

/** A field and a stored value that is right for it. */
type Case = Readonly<{ field: Field; value: string }>;
const base = { id: 'field', label: 'Field' } as const;
const language = fc.constantFrom(...LANGUAGES);

const digits = (least: number, most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...Array.from('0123456789')), { minLength: least, maxLength: most }).map((found) => found.join(''));
const whole = digits(0, 17).map((found) => found.replace(/^0+/, '') || '0');
const signed = (text: string, negative: boolean): string => (negative && /[1-9]/.test(text) ? `-${text}` : text);

/** Signs that fields meet and such as they do not, to hit upon what nearly is a value. */
const keyedText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.stringMatching(/^[-0-9.,:/ +hmtA-Fa-f€]{0,16}$/),
  fc.stringMatching(/^[0-9]{1,4}[-./ :,hT]?[0-9]{0,3}[-./ :,]?[0-9]{0,4}$/),
);

const day = fc.integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2099, 11, 31) / 86_400_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const two = (most: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: most }).map((found) => String(found).padStart(2, '0'));
const line = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll(/[\n\r\u2028\u2029]/g, '').trim());

const decimals = fc.integer({ min: 1, max: 10 });
const amount = (places: number): fc.Arbitrary<string> => fc.tuple(whole, digits(places, places), fc.boolean()).map(([found, rest, negative]) => signed(places === 0 ? found : `${found}.${rest}`, negative));
const keying = fc.boolean().map((decimalShift) => (decimalShift ? { keying: { decimalShift } } : {}));

/** Completes digits by the check digit that the scheme's own check asks for. */
function withCheckDigits(scheme: Extract<Field, { kind: 'identifier' }>['scheme'], beginning: string, count: number): Case | undefined {
  const field: Field = { ...base, kind: 'identifier', scheme };
  for (let tail = 0; tail < 10 ** count; tail += 1) {
    const value = beginning + String(tail).padStart(count, '0');
    if (problemOfValue(field, value) === null) return { field, value };
  }
  return undefined;
}
const completed = (scheme: Extract<Field, { kind: 'identifier' }>['scheme'], beginning: fc.Arbitrary<string>, count = 1): fc.Arbitrary<Case> =>
  beginning.map((found) => withCheckDigits(scheme, found, count)).filter((found) => found !== undefined);

const CASES: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  'text': line.map((value) => ({ field: { ...base, kind: 'text', maxLength: 100 }, value })),
  'text in capitals': line.map((text) => ({ field: { ...base, kind: 'text', maxLength: 100, case: 'upper' }, value: text.toUpperCase() })),
  'text in small letters': line.map((text) => ({ field: { ...base, kind: 'text', maxLength: 100, case: 'lower' }, value: text.toLowerCase() })),
  'text of digits': digits(0, 20).map((value) => ({ field: { ...base, kind: 'text', maxLength: 20, characters: 'digits' }, value })),
  'text with a mask': fc.tuple(digits(3, 3), fc.stringMatching(/^[A-Z]{2}[0-9a-z]$/)).map(([number, letters]) => ({ field: { ...base, kind: 'text', maxLength: 20, mask: 'No. 999/AAX!' }, value: `No. ${number}/${letters}!` })),
  'longText': fc.string({ unit: 'binary', maxLength: 60 }).map((text) => ({ field: { ...base, kind: 'longText', maxLength: 100 }, value: text.replaceAll('\r', '\n').trim() })),
  'integer': fc.tuple(whole, fc.boolean()).map(([found, negative]) => ({ field: { ...base, kind: 'integer' }, value: signed(found, negative) })),
  'decimal': fc.tuple(decimals, keying).chain(([places, keys]) => amount(places).map((value): Case => ({ field: { ...base, kind: 'decimal', decimals: places, ...keys }, value }))),
  'money': fc.tuple(fc.integer({ min: 0, max: 4 }), keying).chain(([places, keys]) => amount(places).map((value): Case => ({ field: { ...base, kind: 'money', decimals: places, ...keys }, value }))),
  'money of any decimals': fc.tuple(fc.integer({ min: 0, max: 10 }).chain(amount), keying).map(([value, keys]) => ({ field: { ...base, kind: 'money', ...keys }, value })),
  'date': fc.tuple(day, fc.constantFrom(undefined, 'dmy' as const, 'mdy' as const, 'ymd' as const)).map(([value, order]) => ({ field: { ...base, kind: 'date', ...(order === undefined ? {} : { order }) }, value })),
  'time': fc.tuple(two(23), two(59)).map(([hour, minute]) => ({ field: { ...base, kind: 'time' }, value: `${hour}:${minute}` })),
  'time with seconds': fc.tuple(two(23), two(59), two(59)).map((parts) => ({ field: { ...base, kind: 'time', seconds: true }, value: parts.join(':') })),
  'duration': fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 59 })).map(([hours, minutes]) => ({
    field: { ...base, kind: 'duration' }, value: `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 || hours === 0 ? `${minutes}M` : ''}`,
  })),
  'yesNo': fc.constantFrom('yes', 'no').map((value) => ({ field: { ...base, kind: 'yesNo' }, value })),
  'choice': fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9]{1,8}$/), { minLength: 2, maxLength: 8 }).chain((codes) =>
    fc.constantFrom(...codes).map((value): Case => ({ field: { ...base, kind: 'choice', options: codes.map((code) => ({ code, label: code })) }, value }))),
  'code': line.map((value) => ({ field: { ...base, kind: 'code', list: 'shops' }, value })),
  'iban': fc.tuple(fc.constantFrom('NO:11', 'GB:4a14', 'IT:1a22', 'DE:18', 'MT:4a5'), fc.infiniteStream(fc.constantFrom(...Array.from('0123456789')))).map(([shape, source]) => {
    const [country = '', layout = ''] = shape.split(':');
    const lengths: Readonly<Record<string, number>> = { NO: 11, GB: 18, IT: 23, DE: 18, MT: 27 };
    const letters = /^(\d)a/.exec(layout)?.[1] ?? '0';
    const account = 'BANK'.slice(0, Number(letters)) + Array.from({ length: (lengths[country] ?? 0) - Number(letters) }, () => source.next().value).join('');
    for (let check = 2; check <= 98; check += 1) {
      const value = `${country}${String(check).padStart(2, '0')}${account}`;
      const field: Field = { ...base, kind: 'identifier', scheme: 'iban' };
      if (problemOfValue(field, value) === null) return { field, value };
    }
    throw new Error(`no check digits for ${account}`);
  }),
  'card': completed('card', digits(11, 18)),
  'gtin': completed('gtin', fc.constantFrom(7, 11, 12, 13).chain((length) => digits(length, length))),
  'isbn of thirteen': completed('isbn', digits(9, 9).map((found) => `978${found}`)),
  'isbn of ten': completed('isbn', digits(9, 9)),
  'euVat': fc.oneof(completed('euVat', digits(7, 7).map((found) => `DK${found}`)), completed('euVat', digits(8, 8).map((found) => `DE${found}`)), completed('euVat', digits(9, 9).map((found) => `PL${found}`))),
  'noPersonal': completed('noPersonal', fc.tuple(day, digits(3, 3)).map(([date, number]) => `${date.slice(8)}${date.slice(5, 7)}${date.slice(2, 4)}${number}`), 2),
  'noOrganisation': completed('noOrganisation', digits(8, 8)),
  'itPersonal': fc.tuple(fc.stringMatching(/^[A-Z]{6}$/), two(99), fc.constantFrom(...Array.from('ABCDEHLMPRST')), two(31), fc.stringMatching(/^[A-Z]$/), digits(3, 3)).map((parts) => {
    const field: Field = { ...base, kind: 'identifier', scheme: 'itPersonal' };
    const value = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').map((letter) => parts.join('') + letter).find((found) => problemOfValue(field, found) === null);
    return { field, value: value ?? 'none' };
  }),
  'itVat': completed('itVat', digits(7, 7).map((found) => `${found}015`)),
  'mod10': completed('mod10', digits(1, 39)),
  'mod11': completed('mod11', digits(1, 39)),
  'mod97': completed('mod97', fc.stringMatching(/^[A-Z0-9]{1,38}$/), 2),
  'email': fc.emailAddress().map((address) => address.replace(/@.*$/, (domain) => domain.toLowerCase())).map((value): Case => ({ field: { ...base, kind: 'email' }, value })).filter(({ field, value }) => problemOfValue(field, value) === null),
  'phone': fc.tuple(fc.constantFrom('NO', 'IT', 'GB', 'US', 'DE', 'AR', 'MX', 'ZZ'), fc.constantFrom('+47', '+39', '+44', '+1', '+49', '+54', '+52', '+379', '+378'), digits(7, 11))
    .map(([country, code, number]): Case => ({ field: { ...base, kind: 'phone', country }, value: code + number })).filter(({ field, value }) => problemOfValue(field, value) === null),
};

describe.each(Object.entries(CASES))('a stored value of %s', (_kind, cases) => {
  it('is right, and is read back the same as it is shown in every language', () => {
    fc.assert(fc.property(cases, language, ({ field, value }, spoken) => {
      expect([value, problemOfValue(field, value)]).toEqual([value, null]);
      expect(parseValue(field, formatValue(field, value, spoken), spoken)).toEqual({ ok: true, value });
    }), { numRuns: 200 });
  });

  it('is shown in signs that the field takes at the key', () => {
    fc.assert(fc.property(cases, language, ({ field, value }, spoken) => {
      const shown = formatValue(field, value, spoken);
      expect([shown, takesSign(field, shown, spoken)]).toEqual([shown, true]);
    }), { numRuns: 100 });
  });

  it('is all that a keyed text can become, whatever is keyed, and neither reading nor showing it fails', () => {
    fc.assert(fc.property(cases, keyedText, fc.nat(), language, ({ field, value }, text, at, spoken) => {
      const shown = formatValue(field, value, spoken);
      for (const keyed of [text, shown.slice(0, at % (shown.length + 1)) + text, shown.toLowerCase()]) {
        isFull(field, keyed, spoken);
        formatValue(field, keyed, spoken);
        const result = parseValue(field, keyed, spoken);
        if (!result.ok) expect(PROBLEMS).toContain(result.problem);
        if (!result.ok || result.value === '') continue;
        expect([keyed, problemOfValue(field, result.value)]).toEqual([keyed, null]);
        expect(parseValue(field, formatValue(field, result.value, spoken), spoken)).toEqual(result);
      }
    }), { numRuns: 300 });
  });
});

describe('the fields of these tests', () => {
  it('are such as a form may have, and of every kind', () => {
    const found = Object.values(CASES).flatMap((cases) => fc.sample(cases, 5)).map(({ field }) => fieldSchema.parse(field).kind);
    expect(new Set(found)).toEqual(new Set(fieldSchema.options.map((option) => option.shape.kind.value)));
  });
});

describe('a field of the number pad', () => {
  it('takes digits and signs, and no letter', () => {
    const field: Field = { ...base, kind: 'text', maxLength: 10, keying: { keypadOnly: true } };
    expect(['1', '-', ',', '/', 'a', 'Å', 'é'].map((sign) => takesSign(field, sign, 'en'))).toEqual([true, true, true, true, false, false, false]);
  });
});

describe('a text that is far too long', () => {
  it.each(Object.keys(CASES))('does not keep the page waiting in a field of %s', (kind) => {
    const [{ field } = { field: undefined }] = fc.sample(CASES[kind] ?? fc.constant(undefined as never), 1);
    if (field === undefined) throw new Error(`no field of ${kind}`);
    const startedMs = performance.now();
    for (const text of [`1${' '.repeat(300_000)}x`, '1'.repeat(300_000), '- '.repeat(150_000), 'A.'.repeat(150_000)]) {
      parseValue(field, text, 'en');
      isFull(field, text, 'en');
      problemOfValue(field, text);
      formatValue(field, text, 'en');
    }
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });
});
