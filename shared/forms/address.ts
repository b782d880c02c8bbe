/** A field of the form by its id, or a cell of rows as `rows.INDEX.column` with the index from 0. */
export type Address = string;

export type CellPlace = Readonly<{ rowsId: string; row: number; columnId: string }>;

export function cellAddress(rowsId: string, row: number, columnId: string): Address {
  return `${rowsId}.${row}.${columnId}`;
}

/** The parts of a cell's address; null for a field of the form itself. */
export function cellPlace(address: Address): CellPlace | null {
  const match = /^([A-Za-z0-9]+)\.(\d{1,3})\.([A-Za-z0-9]+)$/.exec(address);
  return match === null ? null : { rowsId: match[1] ?? '', row: Number(match[2]), columnId: match[3] ?? '' };
}
