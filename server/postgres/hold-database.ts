import pg from 'pg';

/** Any number besides the one that migrations lock. */
const HOLD_LOCK = 0x4b455953;

/**
 * Marks the centre's own database as taken for as long as this process lives; null when another process has it.
 *
 * Gives back what lets go of it.
 */
export async function holdDatabase(connectionString: string): Promise<(() => Promise<void>) | null> {
  const client = new pg.Client({ connectionString, keepAlive: true, application_name: 'keyroom hold' });
  // Whoever comes while PostgreSQL restarts may take it too: two servers on one database are safe, only unplanned.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [HOLD_LOCK]);
  if (rows[0]?.held === true) return async () => client.end().catch(() => undefined);
  await client.end();
  return null;
}
