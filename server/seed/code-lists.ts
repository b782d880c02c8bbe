const files = import.meta.glob<string>('../../work-types/lists/*.csv', { eager: true, import: 'default', query: '?raw' });

export type CodeRow = Readonly<Record<string, string>>;

/** The rows of a code list that ships, by the names of its columns. */
export function codeList(name: 'articles' | 'absences' | 'countries' | 'customers' | 'units'): readonly CodeRow[] {
  const file = files[`../../work-types/lists/${name}.csv`];
  if (file === undefined) throw new Error(`no code list ${name}`);
  const [head = '', ...lines] = file.trim().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** One of a list's rows. */
export function entryAt(rows: readonly CodeRow[], index: number): CodeRow {
  const row = rows[index];
  if (row === undefined) throw new Error(`no row ${index}`);
  return row;
}
