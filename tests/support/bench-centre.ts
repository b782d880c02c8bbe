import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { v7 } from 'uuid';
import type { Item } from '../../shared/domain/item';
import { DEFAULT_ABILITIES, type Operator } from '../../shared/domain/operator';
import { makeEnrolmentCode } from '../../server/accounts/enrol-desk';
import { addSite } from '../../server/accounts/add-accounts';
import { publishImport } from '../../server/imports/publish-import';
import { stagePage } from '../../server/imports/stage-page';
import { startImport } from '../../server/imports/start-import';
import { openCentre, type OpenCentre } from '../../server/open-centre';
import { OwnPostgres } from '../../server/postgres/own-postgres';
import type { Result } from '../../server/result';
import { shippedForms } from '../../server/forms/shipped-forms';

const SERVER = resolve(import.meta.dirname, '../../dist/server/keyroom-server.mjs');

export const PIN = '481516';

/** What to publish: each item has one page of `pages`, taken in turn. */
export type Delivery = Readonly<{
  site: string;
  assignTo: readonly string[];
  items: number;
  pages: readonly Uint8Array<ArrayBuffer>[];
  project?: string;
  workType?: string;
}>;

/**
 * A centre to be measured: server processes as an IT person starts them, on a PostgreSQL of its own.
 *
 * Sites, people and items are put in by the centre's own code, in this process, on the same database and folder: what an
 * HTTP request a page would do, without the requests.
 */
export class BenchCentre {
  private readonly servers: { child: ChildProcess; url: string }[] = [];
  private deliveries = 0;

  private constructor(
    readonly dataFolder: string,
    readonly databaseUrl: string,
    private readonly postgres: OwnPostgres,
    private readonly opened: OpenCentre,
    private readonly pinHash: string,
  ) {}

  static async open(dataFolder: string): Promise<BenchCentre> {
    const postgres = await OwnPostgres.open(dataFolder);
    const databaseUrl = await postgres.start();
    const opened = await openCentre({ dataDir: dataFolder, databaseUrl, forms: shippedForms(), version: 'bench' });
    return new BenchCentre(dataFolder, databaseUrl, postgres, opened, await opened.centre.pins.hash(PIN));
  }

  get centre(): OpenCentre['centre'] {
    return this.opened.centre;
  }

  /** Starts one more server process and gives its address. */
  async startServer(options: Readonly<{ port?: number; rateLimitPerMin?: number; nodeFlags?: readonly string[] }> = {}): Promise<string> {
    const { port = 0, rateLimitPerMin, nodeFlags = [] } = options;
    const limit = rateLimitPerMin === undefined ? {} : { KEYROOM_RATE_LIMIT_PER_MIN: String(rateLimitPerMin) };
    const child = spawn(process.execPath, [...nodeFlags, SERVER, 'start', '--data', this.dataFolder, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATABASE_URL: this.databaseUrl, ...limit },
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^listening on (\S+)$/.exec(line)?.[1];
      if (url === undefined) continue;
      child.stdout.resume();
      this.servers.push({ child, url });
      return url;
    }
    throw new Error('the centre ended before it listened');
  }

  /** Ends every server process cleanly; the database stays. */
  async stopServers(): Promise<void> {
    for (const { child } of this.servers.splice(0)) {
      if (child.exitCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  }

  /** Ends every server process without a word; the database stays. */
  async killServers(): Promise<void> {
    for (const { child } of this.servers.splice(0)) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  }

  get serverPids(): readonly number[] {
    return this.servers.flatMap(({ child }) => child.pid ?? []);
  }

  async postgresPid(): Promise<number> {
    return Number((await readFile(join(this.dataFolder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  async addSite(name: string): Promise<string> {
    return valueOf(await addSite(this.centre, name)).siteId;
  }

  /** Adds operators whose PIN is `PIN`. One hash serves them all: making each its own would take half a second each. */
  async addOperators(siteId: string, logins: readonly string[], role: Operator['role'] = 'operator'): Promise<readonly Operator[]> {
    const operators = logins.map((login): Operator => ({ id: v7(), siteId, login, name: `Operator ${login}`, role, state: 'active', ...DEFAULT_ABILITIES }));
    for (const operator of operators) await this.centre.store.accounts.addOperator(operator, this.pinHash);
    return operators;
  }

  async enrolmentCode(site: string): Promise<string> {
    return valueOf(await makeEnrolmentCode(this.centre, { site, validMinutes: 600 })).code;
  }

  /** Imports a delivery from start to end and gives its items in their order. */
  async publish({ site, assignTo, items, pages, project = 'Receipts', workType = 'receipt' }: Delivery): Promise<readonly Item[]> {
    this.deliveries += 1;
    const client = `Client ${this.deliveries}`;
    const shas = pages.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    const delivered = Array.from({ length: items }, (_, i) => {
      const [bytes, sha256] = [pages[i % pages.length], shas[i % pages.length] ?? ''];
      const name = `receipt-${String(i + 1).padStart(5, '0')}.jpg`;
      return { source: name, pages: [{ name, sha256, sizeBytes: bytes?.length ?? 0 }] };
    });
    const request = { client, project, workType, site, partial: false, faults: [], assignTo: [...assignTo], items: delivered };
    const { importId } = valueOf(await startImport(this.centre, request));
    for (const [i, bytes] of pages.entries()) valueOf(await stagePage(this.centre, importId, shas[i] ?? '', bytes));
    const { batchId } = valueOf(await publishImport(this.centre, importId));
    return this.centre.store.work.itemsOfBatch(batchId);
  }

  async close(): Promise<void> {
    await this.stopServers();
    await this.opened.close();
    await this.postgres.stop();
  }
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.message);
}
