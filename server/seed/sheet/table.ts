import { fill, frame, line, write, type Sheet } from './sheet';

export interface Column {
  /** The field's id within its rows. */
  readonly id: string;
  readonly label: string;
  readonly left: number;
  readonly right: number;
  readonly align: 'left' | 'right' | 'center';
}

export interface TableStyle {
  readonly look: 'rules' | 'grid' | 'bands' | 'bare';
  readonly accent: string;
  readonly size: number;
  readonly rowHeight: number;
}

/** One row: the text of each column, and the address that its fields begin with. */
export interface TableRow {
  readonly at: string;
  readonly texts: Readonly<Record<string, string | undefined>>;
  /** Texts of columns that answer no field. */
  readonly plain?: Readonly<Record<string, string>>;
}

/** Prints a head and rows from `top` down and gives where they end. */
export function printTable(sheet: Sheet, columns: readonly Column[], rows: readonly TableRow[], top: number, style: TableStyle): number {
  const left = Math.min(...columns.map((column) => column.left));
  const right = Math.max(...columns.map((column) => column.right));
  const { rowHeight, size, look, accent } = style;
  if (look === 'bands') fill(sheet, { left, top, width: right - left, height: rowHeight }, accent);
  else line(sheet, left, top, right, top, 2);
  for (const column of columns) cell(sheet, column, column.label, top + rowHeight * 0.68, { size: size * 0.9, bold: true, ...(look === 'bands' ? { colour: '#ffffff' } : {}) });
  if (look !== 'bands') line(sheet, left, top + rowHeight, right, top + rowHeight, look === 'bare' ? 1 : 2);
  rows.forEach((row, index) => {
    const y = top + rowHeight * (index + 1);
    if (look === 'bands' && index % 2 === 1) fill(sheet, { left, top: y, width: right - left, height: rowHeight }, '#eef0f3');
    for (const column of columns) {
      const text = row.texts[column.id];
      if (text !== undefined) cell(sheet, column, text, y + rowHeight * 0.68, { size, field: `${row.at}.${column.id}` });
      const plain = row.plain?.[column.id];
      if (plain !== undefined) cell(sheet, column, plain, y + rowHeight * 0.68, { size });
    }
    if (look === 'rules' || look === 'grid') line(sheet, left, y + rowHeight, right, y + rowHeight, 0.8, '#8a8d92');
  });
  const bottom = top + rowHeight * (rows.length + 1);
  if (look === 'grid') gridLines(sheet, columns, { left, top, right, bottom });
  else line(sheet, left, bottom, right, bottom, look === 'bare' ? 1 : 2);
  return bottom;
}

function gridLines(sheet: Sheet, columns: readonly Column[], { left, top, right, bottom }: Readonly<{ left: number; top: number; right: number; bottom: number }>): void {
  frame(sheet, { left, top, width: right - left, height: bottom - top }, 2);
  for (const column of columns.slice(1)) line(sheet, column.left, top, column.left, bottom, 0.8, '#6d7075');
}

function cell(sheet: Sheet, { left, right, align }: Column, text: string, baseline: number, style: Readonly<{ size: number; bold?: boolean; colour?: string; field?: string }>): void {
  const x = { left: left + 8, right: right - 8, center: (left + right) / 2 }[align];
  write(sheet, text, x, baseline, { ...style, align, width: right - left - 16 });
}

/** Columns side by side from `left`, each `[id, label, width, align]`. */
export function columnsFrom(left: number, list: readonly (readonly [id: string, label: string, width: number, align: Column['align']])[]): Column[] {
  let x = left;
  return list.map(([id, label, width, align]) => {
    x += width;
    return { id, label, left: x - width, right: x, align };
  });
}
