import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';

const PACKAGES = resolve(import.meta.dirname, '../../out/packages');
const RUN_TIMEOUT_MS = 60_000;

/** Sentinels of a fuse wire: what a fuse's place in the executable holds. */
export const FUSE = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) } as const;

const rowsSchema = z.array(z.object({
  target: z.string(), result: z.enum(['built', 'left out', 'failed']), file: z.string().optional(), sha256: z.string().optional(), notes: z.array(z.string()),
}));

/** The folders that `scripts/test-packages.mjs` packages into: as shipped, with the door for a test driver, and of a later version. */
export const packages = { shipped: join(PACKAGES, 'shipped'), inspectable: join(PACKAGES, 'inspectable'), next: join(PACKAGES, 'next') } as const;

/** The version of the one in `packages.next`. */
export const NEXT_VERSION = '1.0.1';

/** The folder of an unpacked app in one of those. */
export function unpacked(folder: string): string {
  return join(folder, 'linux-unpacked');
}

/** The package of a target; null when this machine could not build it. */
export function packageFile(target: string): string | null {
  const rows = rowsSchema.parse(JSON.parse(readFileSync(join(packages.shipped, 'packages.json'), 'utf8')));
  const row = rows.find((each) => each.target === target);
  return row?.file === undefined ? null : join(packages.shipped, row.file);
}

export type Run = Readonly<{ code: number | null; stdout: string; stderr: string }>;

/** Runs a program of the app's to its end, or ends it. */
export function run(executable: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return new Promise((ended) => {
    execFile(executable, [...args, ...sandbox], { env: { ...process.env, ...env }, timeout: RUN_TIMEOUT_MS, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      ended({ code: typeof code === 'number' ? code : null, stdout, stderr });
    });
  });
}

/**
 * A copy of an unpacked app that may be changed. Files are shared with the original until they are replaced; the executable is copied, as
 * fuses are flipped in place.
 */
export function twinOf(folder: string, twin: string): Readonly<{ folder: string; executable: string }> {
  mkdirSync(twin, { recursive: true });
  const copy = join(twin, basename(folder));
  try {
    execFileSync('cp', ['-al', folder, copy], { stdio: 'ignore' });
  } catch {
    // Another file system shares no files.
    rmSync(copy, { recursive: true, force: true });
    execFileSync('cp', ['-a', folder, copy]);
  }
  const executable = join(copy, 'keyroom');
  rmSync(executable);
  copyFileSync(join(folder, 'keyroom'), executable);
  return { folder: copy, executable };
}

export type AppAtWork = Readonly<{ said: () => string; isRunning: () => boolean; kill: () => Promise<void> }>;

/** Starts an app and waits until it has opened its profile. */
export async function appAtWork(executable: string, profile: string, flags: readonly string[] = []): Promise<AppAtWork> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(executable, [...flags, '--profile', profile, ...sandbox], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(app, 'exit');
  let said = '';
  app.stderr.on('data', (bytes) => {
    said += String(bytes);
  });
  const isRunning = (): boolean => app.exitCode === null && app.signalCode === null;
  const kill = async (): Promise<void> => {
    app.kill('SIGKILL');
    await ended;
  };
  try {
    await expect.poll(() => existsSync(join(profile, 'desk', 'journal')), { timeout: RUN_TIMEOUT_MS, message: 'the app is at work' }).toBe(true);
  } catch (error) {
    await kill();
    throw error;
  }
  return { said: () => said, isRunning, kill };
}
