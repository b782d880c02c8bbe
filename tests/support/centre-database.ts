import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { OwnPostgres } from '../../server/postgres/own-postgres';

/** Makes an empty database for a test file and gives its address. */
export async function freshDatabase(): Promise<string> {
  const name = `keyroom_test_${randomBytes(6).toString('hex')}`;
  await query(`create database ${name}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

/** Restarts PostgreSQL; one that is not ours only loses every connection to the database. */
export async function restartPostgres(databaseUrl: string): Promise<void> {
  const clusterDir = inject('clusterDir');
  if (clusterDir === null) return dropConnections(databaseUrl);
  const postgres = await OwnPostgres.open(clusterDir);
  await postgres.stop();
  await postgres.start();
}

async function dropConnections(databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  await query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
}

async function query(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
