import { Migrator } from 'kysely';
import type pg from 'pg';
import { MIGRATIONS } from './migrations';
import type { Database } from './postgres-pool';

/** Any number that nothing else in this database locks: "KEYR" in ASCII. */
const MIGRATION_LOCK = 0x4b455952;

const OLDEST_POSTGRES = 15;

/** The database cannot serve the centre; the message says why, for whoever starts it. */
export class DatabaseUnfit extends Error {}

/** Brings the database up to date. Servers that start at the same time wait for each other. */
export async function migrate(pool: pg.Pool, db: Database, mintId: () => string): Promise<void> {
  const client = await pool.connect();
  try {
    await checkVersion(client);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const { error } = await new Migrator({
      db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    }).migrateToLatest();
    if (error !== undefined) throw new Error('the database could not be brought up to date', { cause: error });
    await client.query('insert into centre (feed_id) values ($1) on conflict do nothing', [mintId()]);
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch(() => undefined);
    client.release();
  }
}

async function checkVersion(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string; server_version: string; server_encoding: string }>(
    `select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version,
            current_setting('server_encoding') as server_encoding`,
  );
  const found = rows[0];
  if (found === undefined) throw new DatabaseUnfit('the database does not say which version it is');
  if (Number(found.server_version_num) < OLDEST_POSTGRES * 10_000) {
    throw new DatabaseUnfit(`PostgreSQL ${OLDEST_POSTGRES} or newer is needed; DATABASE_URL leads to ${found.server_version}`);
  }
  if (found.server_encoding !== 'UTF8') {
    throw new DatabaseUnfit(`the database must be in UTF8; DATABASE_URL leads to one in ${found.server_encoding}`);
  }
}
