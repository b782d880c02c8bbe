import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { secretFile } from '../security/secret-file';
import { commandAs, postgresAccount, type PostgresAccount } from './postgres-account';
import { postgresPrograms, type PostgresPrograms } from './postgres-programs';

const run = promisify(execFile);

const USER = 'keyroom';
const DATABASE = 'postgres';
const START_TIMEOUT_S = 60;

/**
 * The centre's own PostgreSQL, in a folder of its data: on the loopback address only, every commit on disk.
 *
 * One that was left running by a killed centre is taken over, one that died with it recovers by itself.
 */
export class OwnPostgres {
  readonly #dir: string;
  readonly #clusterDir: string;
  readonly #programs: PostgresPrograms;
  readonly #account: PostgresAccount | null;
  /** Whether the account needs `commandAs` to get at the folder or the programs. */
  #passesClosedFolders = false;

  private constructor(dir: string, account: PostgresAccount | null) {
    this.#dir = dir;
    this.#clusterDir = join(dir, 'postgres');
    this.#programs = postgresPrograms();
    this.#account = account;
  }

  /** The cluster of a data folder, made when it is not there yet. It need not run. */
  static async open(dataDir: string): Promise<OwnPostgres> {
    const own = new OwnPostgres(dataDir, await postgresAccount());
    await mkdir(dataDir, { recursive: true });
    await own.#makeReachable();
    if (!(await isThere(join(own.#clusterDir, 'PG_VERSION')))) await own.#initialise();
    return own;
  }

  /** Starts it unless it runs, and gives its connection string. */
  async start(): Promise<string> {
    if (!(await this.#runs())) {
      const port = await this.#portToUse();
      // A Unix socket would need a folder that both accounts may write.
      const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`;
      const timeout = String(START_TIMEOUT_S);
      await this.#ctl(['start', '-w', '-t', timeout, '-l', await this.#logFile(), '-o', options]);
    }
    return this.#url();
  }

  /** Ends it cleanly. */
  async stop(): Promise<void> {
    if (await this.#runs()) await this.#ctl(['stop', '-w', '-m', 'fast']);
  }

  async #runs(): Promise<boolean> {
    return this.#ctl(['status']).then(() => true, () => false);
  }

  async #initialise(): Promise<void> {
    const password = await secretFile(this.#passwordFile(), () => randomBytes(24).toString('base64url'));
    // Under its name only when it is whole: a start may be killed while this runs.
    const unfinished = `${this.#clusterDir}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
    await this.#giveAway(unfinished);
    const forInitdb = join(this.#dir, 'postgres-password.unfinished');
    await writeFile(forInitdb, `${password}\n`, { mode: 0o600 });
    await this.#giveAway(forInitdb);
    try {
      await this.#run(this.#programs.initdb, [
        '-D', unfinished, '-U', USER, '-A', 'scram-sha-256', '--pwfile', forInitdb, '-E', 'UTF8',
        '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums',
      ]);
    } finally {
      await rm(forInitdb, { force: true });
    }
    await rename(unfinished, this.#clusterDir);
  }

  async #ctl(args: readonly string[]): Promise<void> {
    await this.#run(this.#programs.pgCtl, ['-D', this.#clusterDir, ...args]);
  }

  /** Whatever the programs say goes to the log. */
  async #run(program: string, args: readonly string[]): Promise<void> {
    const log = await open(await this.#logFile(), 'a');
    try {
      const said = await this.#execute(program, args);
      await log.write(said.stdout + said.stderr);
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
      await log.write(said);
      throw new Error(`PostgreSQL could not be run (its log is ${join(this.#dir, 'postgres.log')}): ${said.trim()}`, { cause: error });
    } finally {
      await log.close();
    }
  }

  async #logFile(): Promise<string> {
    const file = join(this.#dir, 'postgres.log');
    await (await open(file, 'a', 0o600)).close();
    await this.#giveAway(file);
    return file;
  }

  async #giveAway(path: string): Promise<void> {
    if (this.#account !== null) await chown(path, this.#account.uid, this.#account.gid);
  }

  /** As root the cluster belongs to another account, which has to get through our folder; what is ours in it has modes of its own. */
  async #makeReachable(): Promise<void> {
    if (this.#account === null) return;
    const { mode } = await stat(this.#dir);
    await chmod(this.#dir, (mode & 0o777) | 0o011);
    const works = (): Promise<boolean> =>
      Promise.all([this.#execute('test', ['-x', this.#dir]), this.#execute(this.#programs.initdb, ['--version'])]).then(() => true, () => false);
    if (await works()) return;
    this.#passesClosedFolders = true;
    if (await works()) return;
    throw new Error(
      `PostgreSQL does not run as root, and its account postgres cannot reach ${this.#dir} and ${this.#programs.initdb}: ` +
        'put both where others may enter, start as another user, or set DATABASE_URL',
    );
  }

  /** Runs one of the programs under its account. */
  #execute(program: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
    const options = { cwd: this.#dir, env: { ...process.env, LC_ALL: 'C' } };
    if (this.#account === null || !this.#passesClosedFolders) return run(program, args, { ...options, ...this.#account });
    const [file, ...fileArgs] = commandAs(this.#account, [program, ...args]);
    return run(file, fileArgs, options);
  }

  #passwordFile(): string {
    return join(this.#dir, 'keys', 'postgres-password');
  }

  async #url(): Promise<string> {
    const password = await readFile(this.#passwordFile(), 'utf8');
    // The fourth line of a running cluster's pid file is its port.
    const port = (await readFile(join(this.#clusterDir, 'postmaster.pid'), 'utf8')).split('\n')[3];
    return `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  }

  /** The port of the last start, so that a crashed server finds its database again, or a free one. */
  async #portToUse(): Promise<number> {
    const file = join(this.#dir, 'postgres-port');
    const last = Number(await readFile(file, 'utf8').catch(() => '0'));
    const port = last > 0 && (await isFree(last)) ? last : await freePort();
    await writeFile(file, String(port));
    return port;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

async function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(() => true, () => false);
}

async function freePort(): Promise<number> {
  return listenOnce(0);
}

async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return found;
}
