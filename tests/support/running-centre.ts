import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SERVER = resolve(import.meta.dirname, '../../dist/server/keyroom-server.mjs');

/** A centre as an IT person starts it: its own process, its own PostgreSQL, its own folder. */
export class RunningCentre {
  private constructor(readonly dataFolder: string, readonly url: string, private readonly process: ChildProcess, private readonly server: string) {}

  /** `server` is the program of another version, `env` what is set for it beside what is set here. */
  static async start(dataFolder: string, { server = SERVER, port = 0, env = {} }: Readonly<{ server?: string; port?: number; env?: NodeJS.ProcessEnv }> = {}): Promise<RunningCentre> {
    const child = spawn(process.execPath, [server, 'start', '--data', dataFolder, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env },
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^listening on (\S+)$/.exec(line)?.[1];
      if (url === undefined) continue;
      child.stdout.resume();
      return new RunningCentre(dataFolder, url, child, server);
    }
    throw new Error('the centre ended before it listened');
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Runs a command of the centre's command line and gives what it printed. */
  async command(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [this.server, ...args, '--data', this.dataFolder], { maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGTERM');
    await once(this.process, 'exit');
  }
}
