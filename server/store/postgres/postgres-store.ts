import type pg from 'pg';
import type { Store } from '../store';
import { migrate } from './migrate';
import { PostgresAccounts } from './postgres-accounts';
import { PostgresBatches } from './postgres-batches';
import { databaseOn } from './postgres-pool';
import { PostgresReleases } from './postgres-releases';
import { PostgresWork } from './postgres-work';

/** Brings the database up to date and opens the store on it. The store closes the pool. */
export async function openPostgresStore(pool: pg.Pool, mintId: () => string): Promise<Store> {
  const db = databaseOn(pool);
  await migrate(pool, db, mintId);
  return {
    accounts: new PostgresAccounts(db), batches: new PostgresBatches(db), work: new PostgresWork(db), releases: new PostgresReleases(db),
    close: () => db.destroy(),
  };
}
