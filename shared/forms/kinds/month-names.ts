const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'january', 'gen', 'gennaio', 'januar'],
  ['feb', 'february', 'febbraio', 'februar'],
  ['mar', 'march', 'marzo', 'mars'],
  ['apr', 'april', 'aprile'],
  ['may', 'mag', 'maggio', 'mai'],
  ['jun', 'june', 'giu', 'giugno', 'juni'],
  ['jul', 'july', 'lug', 'luglio', 'juli'],
  ['aug', 'august', 'ago', 'agosto'],
  ['sep', 'sept', 'september', 'set', 'sett', 'settembre'],
  ['oct', 'october', 'ott', 'ottobre', 'okt', 'oktober'],
  ['nov', 'november', 'novembre'],
  ['dec', 'december', 'dic', 'dicembre', 'des', 'desember'],
];

const NUMBERS: ReadonlyMap<string, number> = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

/** The month of a name in English, Italian or Norwegian, short or full, in small letters: no name means two months. */
export function monthOfName(name: string): number | undefined {
  return NUMBERS.get(name);
}
