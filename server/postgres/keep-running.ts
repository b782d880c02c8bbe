import { holdDatabase } from './hold-database';
import type { OwnPostgres } from './own-postgres';

const RETRY_MS = 1000;

/** A started PostgreSQL of the centre's own that this process holds. */
export type KeptPostgres = Readonly<{ databaseUrl: string; stop: () => Promise<void> }>;

/**
 * Starts the centre's own PostgreSQL, holds it for this process, and starts it again whenever it ends by itself.
 *
 * Null when another process holds it; it is left running then.
 */
export async function keepRunning(postgres: OwnPostgres): Promise<KeptPostgres | null> {
  const databaseUrl = await postgres.start();
  let stopping = false;
  let release: (() => Promise<void>) | null = null;
  const hold = async (): Promise<boolean> => {
    release = await holdDatabase(databaseUrl, () => void startAgain());
    return release !== null;
  };
  const startAgain = async (): Promise<void> => {
    while (!stopping) {
      const started = await postgres.start().then(hold).catch(() => false);
      if (started) return;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  if (!(await hold())) return null;
  return {
    databaseUrl,
    stop: async () => {
      stopping = true;
      await release?.();
      await postgres.stop();
    },
  };
}
