import { shippedForms } from '../forms/shipped-forms';
import { openCentre, type OpenCentre } from '../open-centre';
import { keepRunning } from '../postgres/keep-running';
import { OwnPostgres } from '../postgres/own-postgres';
import { buildApp } from '../routes/build-app';
import { isDatabaseAway } from '../store/postgres/database-away';
import { DatabaseUnfit } from '../store/postgres/migrate';
import { repeat } from '../work/repeat';
import { returnAbandoned } from '../work/return-abandoned';
import { CommandRefused } from './command-refused';
import { forgetDeadServers, liveServer, recordServer } from './running-servers';

export type StartOptions = Readonly<{ data: string; port: number; host: string }>;

/** A centre that serves. `stop` ends it cleanly, the last step being its own PostgreSQL. */
export type StartedCentre = Readonly<{ url: string; stop: () => Promise<void> }>;

type Stop = () => Promise<unknown>;

const DEFAULT_RATE_LIMIT_PER_MIN = 600;

/** Between two looks for abandoned work. */
const RETURN_ABANDONED_MS = 60_000;

/** Starts a centre on a data folder: with its own PostgreSQL, or with the one that `DATABASE_URL` leads to. */
export async function startCentre(options: StartOptions, version: string): Promise<StartedCentre> {
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const given = process.env['DATABASE_URL'] ?? '';
    const databaseUrl = given !== '' ? given : (await startOwnPostgres(options.data, stops));
    const opened = await openChecked(options.data, databaseUrl, version);
    stops.push(opened.close);
    stops.push(repeat(() => returnAbandoned(opened.centre), RETURN_ABANDONED_MS, sayFailure));
    const url = await serve(opened, options, stops);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startOwnPostgres(dataDir: string, stops: Stop[]): Promise<string> {
  const kept = await keepRunning(await OwnPostgres.open(dataDir));
  if (kept === null) throw await alreadyServed(dataDir);
  stops.push(kept.stop);
  return kept.databaseUrl;
}

async function alreadyServed(dataDir: string): Promise<CommandRefused> {
  const running = await liveServer(dataDir);
  const where = running === null ? '' : ` at ${running.url} (process ${running.pid})`;
  return new CommandRefused(
    `A centre with its own PostgreSQL is running on ${dataDir} already${where}. ` +
      'To run several, give each the same --data, another --port and the same DATABASE_URL.',
  );
}

async function openChecked(dataDir: string, databaseUrl: string, version: string): Promise<OpenCentre> {
  try {
    return await openCentre({ dataDir, databaseUrl, forms: shippedForms(), version });
  } catch (error) {
    if (error instanceof DatabaseUnfit) throw new CommandRefused(`${error.message}.`);
    if (isDatabaseAway(error)) throw new CommandRefused(`The database that DATABASE_URL leads to cannot be reached (${reasonOf(error)}).`);
    throw error;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function serve({ centre }: OpenCentre, { data, port, host }: StartOptions, stops: Stop[]): Promise<string> {
  const app = await buildApp(centre, { rateLimitPerMin: rateLimitFromEnvironment(), log: process.stderr });
  stops.push(() => app.close());
  const url = await app.listen({ port, host }).catch((error: unknown) => {
    throw portRefusal(error, port, host);
  });
  await forgetDeadServers(data);
  stops.push(await recordServer(data, { url, pid: process.pid, startedAtUtc: new Date().toISOString() }));
  return url;
}

/** The next look may fare better: a database that was away comes back. */
function sayFailure(error: unknown): void {
  console.error(`Abandoned work could not be looked for: ${reasonOf(error)}`);
}

function portRefusal(error: unknown, port: number, host: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new CommandRefused(`Port ${port} of ${host} is in use; choose another, or 0 for a free one.`);
  if (code === 'EACCES') return new CommandRefused(`Port ${port} of ${host} may not be used by this account; choose one above 1023.`);
  if (code === 'EADDRNOTAVAIL') return new CommandRefused(`This machine has no address ${host}.`);
  return error;
}

function rateLimitFromEnvironment(): number {
  const text = process.env['KEYROOM_RATE_LIMIT_PER_MIN'];
  if (text === undefined || text === '') return DEFAULT_RATE_LIMIT_PER_MIN;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new CommandRefused(`KEYROOM_RATE_LIMIT_PER_MIN must be a whole number, not “${text}”.`, [], 2);
}
