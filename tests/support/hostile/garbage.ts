import type { Random } from '../random';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const STRINGS = [
  '', ' ', '\u0000', '\u202e', '💥'.repeat(50), '\ud800 half', "'; drop table item; --", '${7*7}', '../../../../etc/passwd', '<script>1</script>', '__proto__', 'constructor',
  'null', 'NaN', '-1', '9'.repeat(400), 'a'.repeat(5_000), '%00', '\\u0000', '2026-99-99T99:99:99.999Z', '00000000-0000-0000-0000-000000000000',
] as const;
const NUMBERS = [-1, 0, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308] as const;

/** Any JSON that somebody might send instead. */
export function garbage(random: Random, depth = 3): Json {
  switch (random.int(depth === 0 ? 4 : 7)) {
    case 0:
      return random.pick(STRINGS);
    case 1:
      return random.pick(NUMBERS);
    case 2:
      return random.pick([true, false, null]);
    case 3:
      return random.uuidV4();
    case 4:
      return Array.from({ length: random.int(5) }, () => garbage(random, depth - 1));
    case 5:
      return JSON.parse(`{"__proto__": {"polluted": true}, "constructor": ${JSON.stringify(garbage(random, depth - 1))}}`) as Json;
    default:
      return Object.fromEntries(Array.from({ length: random.int(5) }, () => [random.pick(STRINGS), garbage(random, depth - 1)]));
  }
}

/** A sound request with one part of it, however deep, replaced, taken away or added. */
export function spoil(sound: unknown, random: Random): unknown {
  if (typeof sound !== 'object' || sound === null || random.int(6) === 0) return garbage(random);
  if (Array.isArray(sound)) return spoilList(sound, random);
  const fields = Object.entries(sound);
  const chosen = fields[random.int(fields.length)];
  if (chosen === undefined || random.int(5) === 0) return { ...sound, [random.pick(STRINGS)]: garbage(random) };
  const [name, value] = chosen;
  if (random.int(4) === 0) return Object.fromEntries(fields.filter(([each]) => each !== name));
  return { ...sound, [name]: spoil(value, random) };
}

function spoilList(sound: readonly unknown[], random: Random): unknown {
  const at = random.int(sound.length);
  return random.int(3) === 0 ? [...sound, garbage(random)] : sound.map((each, i) => (i === at ? spoil(each, random) : each));
}
