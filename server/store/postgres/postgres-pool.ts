import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables';

export type Database = Kysely<Tables>;

const INT8_OID = 20;
const TIMESTAMPTZ_OID = 1184;

/** Counters as numbers (none comes near 2^53) and instants as the ISO text that the domain uses. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (format !== 'binary' && oid === INT8_OID) return Number;
    if (format !== 'binary' && oid === TIMESTAMPTZ_OID) return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

/**
 * A pool that outlives a restart of PostgreSQL: a broken connection fails the request that holds it and no other.
 *
 * @param onLost hears of connections that broke while no statement ran on them.
 */
export function openPool(connectionString: string, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString, types, max: 10, connectionTimeoutMillis: 10_000, keepAlive: true, application_name: 'keyroom',
    options: '-c synchronous_commit=on -c timezone=UTC',
  });
  pool.on('error', onLost);
  // One that breaks between two statements of a transaction tells nobody else: without this it would end the process.
  // The next statement on it fails, and the pool drops it.
  pool.on('connect', (client) => client.on('error', onLost));
  return pool;
}

/** Columns in camel case; the keys inside jsonb stay as they are. */
export function databaseOn(pool: pg.Pool): Database {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
