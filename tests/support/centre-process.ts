import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';

const projectDir = join(import.meta.dirname, '..', '..');
const outDir = join(projectDir, 'dist', 'server-under-test');
const program = join(outDir, 'keyroom-server.mjs');

/** Builds the centre from the present sources, beside what a user runs. */
export async function buildCentre(): Promise<void> {
  await build({ configFile: join(projectDir, 'vite.server.config.ts'), logLevel: 'warn', build: { outDir } });
}

export type CommandEnd = Readonly<{ exitCode: number; stdout: string; stderr: string }>;

/** Runs one command of the centre's command line to its end. */
export async function centreCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandEnd> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code ?? -1);
      resolve({ exitCode, stdout, stderr });
    });
  });
}

/** A centre in a process of its own, as a user starts it. */
export class CentreProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** Resolves when it listens; rejects with what it said when it ends before. */
  static async start(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<CentreProcess> {
    const child = spawn(process.execPath, [program, 'start', '--data', dataDir, '--port', '0'], {
      env: { ...process.env, KEYROOM_RATE_LIMIT_PER_MIN: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
        if (url !== undefined) resolve(new CentreProcess(url, child));
      });
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
    });
  }

  /** Asks it to end; gives its exit code. */
  async stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const exited = once(this.#child, 'exit') as Promise<[number | null]>;
    this.#child.kill(signal);
    return (await exited)[0];
  }
}
