import { sql, type Kysely } from 'kysely';
import type { StoredLedgerRow } from '../rows';
import type { Tables } from './tables';

/** Rows of the ledger with all that they say. */
export function ledgerRows(db: Kysely<Tables>) {
  return db.selectFrom('ledger').select([
    'siteId', 'pos', 'mutationId', 'streamId', 'seq', 'kind', 'itemId', 'operatorId', 'deskId', 'envelope', 'hash', 'outcome',
    'receivedAt', 'raw',
  ]);
}

export function stored({ receivedAt, ...row }: Omit<StoredLedgerRow, 'receivedAtUtc'> & { receivedAt: string }): StoredLedgerRow {
  return { ...row, receivedAtUtc: receivedAt };
}

/** The row that each of these mutations was decided with; of forks and reused ids there is none. */
export async function decidedRows(db: Kysely<Tables>, siteId: string, mutationIds: readonly string[]): Promise<ReadonlyMap<string, StoredLedgerRow>> {
  if (mutationIds.length === 0) return new Map();
  const rows = await ledgerRows(db).where('siteId', '=', siteId).where('mutationId', 'in', [...mutationIds])
    .where(sql<boolean>`outcome->>'kind' <> 'fork'`).where(sql<boolean>`outcome->>'reason' is distinct from 'idReused'`)
    .execute();
  return new Map(rows.map((row) => [row.mutationId, stored(row)]));
}
