import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The system account that PostgreSQL runs under, where it is not our own. */
export type PostgresAccount = Readonly<{ uid: number; gid: number }>;

const ACCOUNT_NAME = 'postgres';

/** PostgreSQL refuses to run as root: there it gets the account `postgres`, which is made when missing. Null: our own account. */
export async function postgresAccount(): Promise<PostgresAccount | null> {
  if (process.getuid?.() !== 0) return null;
  return (await existingAccount()) ?? (await madeAccount());
}

/**
 * The command line that runs a program as that account with one right of root's lent to it: to pass through folders that
 * are closed to it, such as a checkout or a data folder under `/root`.
 *
 * Needs `setpriv` of util-linux and the capability itself. `no_setuid_fixup` makes `access()` know of the right too.
 */
export function commandAs({ uid, gid }: PostgresAccount, command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  const right = '-all,+dac_override';
  return [
    'setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup',
    `--inh-caps=${right}`, `--ambient-caps=${right}`, '--', ...command,
  ];
}

async function existingAccount(): Promise<PostgresAccount | null> {
  try {
    const uid = await run('id', ['-u', ACCOUNT_NAME]);
    const gid = await run('id', ['-g', ACCOUNT_NAME]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function madeAccount(): Promise<PostgresAccount> {
  await run('useradd', ['--system', '--no-create-home', '--user-group', ACCOUNT_NAME]);
  const account = await existingAccount();
  if (account === null) throw new Error('PostgreSQL does not run as root, and the account postgres could not be made');
  return account;
}
