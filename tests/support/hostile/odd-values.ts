/** What structured clone carries and JSON does not say: each is written as `{"§odd": NAME}`. */
export const ODD_NAMES = [
  'undefined', 'NaN', 'Infinity', '-0', 'bigint', 'date', 'no date', 'regexp', 'map', 'set', 'buffer', 'bytes', 'error', 'holes', 'boxed', 'deep', 'bare',
] as const;
export type OddName = (typeof ODD_NAMES)[number];

export const odd = (name: OddName): unknown => ({ '§odd': name });

/** A string too long to be written out. */
export const times = (text: string, count: number): unknown => ({ '§times': [text, count] });

/** Reads calls back from their JSON. Runs in the page as well, so it holds all that it needs. */
export function revived(text: string): readonly (readonly [name: unknown, request: unknown])[] {
  const deep = (): unknown => {
    let nested: unknown = 'end';
    for (let i = 0; i < 200; i += 1) nested = [nested];
    return nested;
  };
  const makers: Readonly<Record<string, () => unknown>> = {
    'undefined': () => undefined,
    'NaN': () => Number.NaN,
    'Infinity': () => Number.POSITIVE_INFINITY,
    '-0': () => -0,
    'bigint': () => 2n ** 70n,
    'date': () => new Date(0),
    'no date': () => new Date(Number.NaN),
    'regexp': () => /(a+)+$/,
    'map': () => new Map([['login', 'maria']]),
    'set': () => new Set(['maria']),
    'buffer': () => new ArrayBuffer(64),
    'bytes': () => new Uint8Array([1, 2, 3]),
    'error': () => new Error('not one of ours'),
    'holes': () => Array.from({ length: 3 }).concat([1]),
    'boxed': () => Object('maria'),
    'deep': deep,
    'bare': () => Object.create(null),
  };
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('§times' in value && Array.isArray(value['§times'])) return String(value['§times'][0]).repeat(Number(value['§times'][1]));
    return '§odd' in value ? makers[String(value['§odd'])]?.() : value;
  }) as readonly (readonly [unknown, unknown])[];
}
