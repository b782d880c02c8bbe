import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { OwnPostgres } from '../../server/postgres/own-postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test databases are made. */
    postgresUrl: string;
    /** Data folder of the run's own cluster; null when `DATABASE_URL` was given. */
    clusterDir: string | null;
  }
}

/** One PostgreSQL for the whole run: a cluster of its own, or the one that `DATABASE_URL` leads to. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given);
    project.provide('clusterDir', null);
    return async () => undefined;
  }
  const outer = await mkdtemp(join(tmpdir(), 'keyroom-cluster-'));
  // As root PostgreSQL runs under another account, which must get through.
  await chmod(outer, 0o711);
  const postgres = await OwnPostgres.open(join(outer, 'data'));
  project.provide('postgresUrl', await postgres.start());
  project.provide('clusterDir', join(outer, 'data'));
  return async () => {
    await postgres.stop();
    await rm(outer, { recursive: true, force: true });
  };
}
