import type { ReceiptFields } from './receipt';

export type FieldName = keyof ReceiptFields;
export type Face = 'main' | 'pen' | 'title';

/** A piece of text in a row; `at` is where it stands across the paper, 0 left to 1 right. */
export interface Cell {
  text: string;
  at: number;
  align: 'left' | 'center' | 'right';
  face?: Face;
}

/** One printed row, from the top of the paper down; `field` marks where a keyed value can be read. */
export type Row =
  | { kind: 'cells'; cells: Cell[]; scale: number; bold: boolean; field?: FieldName; inverse?: boolean }
  | { kind: 'rule'; style: 'dashes' | 'equals' | 'stars' | 'solid' | 'dotted' }
  | { kind: 'gap'; lines: number }
  | { kind: 'barcode'; digits: string }
  | { kind: 'matrix'; seed: number }
  | { kind: 'logo'; seed: number };

export interface RowStyle {
  scale?: number;
  bold?: boolean;
  face?: Face;
  field?: FieldName;
  inverse?: boolean;
}

/** A row with one text. */
export function text(value: string, align: Cell['align'] = 'center', style: RowStyle = {}): Row {
  const at = { left: 0, center: 0.5, right: 1 }[align];
  return cells([{ text: value, at, align }], style);
}

/** A row with one text at each side. */
export function pair(left: string, right: string, style: RowStyle = {}): Row {
  return cells([{ text: left, at: 0, align: 'left' }, { text: right, at: 1, align: 'right' }], style);
}

/** A row with several texts. */
export function cells(list: Cell[], style: RowStyle = {}): Row {
  const { scale = 1, bold = false, face, field, inverse } = style;
  const faced = face === undefined ? list : list.map((cell) => ({ face, ...cell }));
  return { kind: 'cells', cells: faced, scale, bold, ...(field === undefined ? {} : { field }), ...(inverse === undefined ? {} : { inverse }) };
}

/** A line across the paper. */
export function rule(style: Extract<Row, { kind: 'rule' }>['style'] = 'dashes'): Row {
  return { kind: 'rule', style };
}

/** Empty paper. */
export function gap(lines = 0.6): Row {
  return { kind: 'gap', lines };
}
