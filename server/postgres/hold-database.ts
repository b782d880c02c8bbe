import pg from 'pg';

/** Any number besides the one that migrations lock. */
const HOLD_LOCK = 0x4b455953;

/**
 * Marks the centre's own database as taken for as long as this process lives; null when another process has it.
 *
 * Gives back what lets go of it. `onLost` hears when the connection breaks, as it does when PostgreSQL ends.
 */
export async function holdDatabase(connectionString: string, onLost: () => void): Promise<(() => Promise<void>) | null> {
  const client = new pg.Client({ connectionString, keepAlive: true, application_name: 'keyroom hold' });
  let released = false;
  client.on('error', () => undefined);
  client.on('end', () => {
    if (!released) onLost();
  });
  await client.connect();
  const end = async (): Promise<void> => {
    released = true;
    await client.end().catch(() => undefined);
  };
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [HOLD_LOCK]);
  if (rows[0]?.held === true) return async () => end();
  await end();
  return null;
}
