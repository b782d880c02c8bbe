import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

const runningServerSchema = z.object({ url: z.url(), pid: z.int(), startedAtUtc: z.string() });
export type RunningServer = Readonly<z.infer<typeof runningServerSchema>>;

const ALIVE_TIMEOUT_MS = 2000;

/** Writes down that this process serves the data folder; gives what takes it back. */
export async function recordServer(dataDir: string, server: RunningServer): Promise<() => Promise<void>> {
  const file = join(runDir(dataDir), `${server.pid}.json`);
  await mkdir(runDir(dataDir), { recursive: true });
  await writeFileAtomic(file, `${JSON.stringify(server)}\n`);
  return async () => rm(file, { force: true });
}

/** A server of the data folder that answers, or null. Records of servers that were killed are passed over. */
export async function liveServer(dataDir: string): Promise<RunningServer | null> {
  for (const server of await recordedServers(dataDir)) {
    if (isProcess(server.pid) && (await answers(server.url))) return server;
  }
  return null;
}

/** Forgets servers whose process is gone. */
export async function forgetDeadServers(dataDir: string): Promise<void> {
  for (const { pid } of await recordedServers(dataDir)) {
    if (!isProcess(pid)) await rm(join(runDir(dataDir), `${pid}.json`), { force: true });
  }
}

async function recordedServers(dataDir: string): Promise<readonly RunningServer[]> {
  const names = await readdir(runDir(dataDir)).catch(() => []);
  const read = names.filter((name) => /^\d+\.json$/.test(name)).map(async (name) => readRecord(join(runDir(dataDir), name)));
  return (await Promise.all(read)).flatMap((each) => each ?? []);
}

async function readRecord(file: string): Promise<RunningServer | null> {
  try {
    return runningServerSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // It may be taken back between listing and reading.
    return null;
  }
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another account's process may not be asked, and is one.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(new URL('/v1/alive', url), { signal: AbortSignal.timeout(ALIVE_TIMEOUT_MS) }).then((response) => response.ok, () => false);
}

function runDir(dataDir: string): string {
  return join(dataDir, 'run');
}
