import type { SeenRow } from '../store/changes';

/** Whether a row was stored because its id had been used with another content. */
export function isReused(row: Pick<SeenRow, 'outcome'>): boolean {
  return row.outcome.kind === 'refused' && row.outcome.reason === 'idReused';
}

/** Whether a row is the one that its id was decided with. */
export function isDeciding(row: Pick<SeenRow, 'outcome'>): boolean {
  return row.outcome.kind !== 'fork' && !isReused(row);
}
