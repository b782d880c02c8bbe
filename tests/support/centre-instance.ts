import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../server/routes/build-app';
import { openCentre, type OpenCentre } from '../../server/open-centre';
import { shippedForms } from '../../server/forms/shipped-forms';
import { CentreClient } from '../../server/cli/centre-client';
import { makeEnrolmentCode } from '../../server/accounts/enrol-desk';
import { CentreDesk } from './centre-desk';

/** A centre inside the test's own process, listening on the loopback address. */
export class CentreInstance {
  readonly url: string;
  readonly dataDir: string;
  readonly centre: OpenCentre['centre'];
  readonly admin: CentreClient;
  readonly #close: () => Promise<void>;

  private constructor(url: string, dataDir: string, opened: OpenCentre, close: () => Promise<void>) {
    this.url = url;
    this.dataDir = dataDir;
    this.centre = opened.centre;
    this.admin = new CentreClient(url, opened.centre.keys.adminToken);
    this.#close = close;
  }

  /** Several may share a data folder and a database. */
  static async open(databaseUrl: string, sharedDataDir?: string): Promise<CentreInstance> {
    const dataDir = sharedDataDir ?? (await mkdtemp(join(tmpdir(), 'keyroom-centre-')));
    const opened = await openCentre({ dataDir, databaseUrl, forms: shippedForms(), version: '0.0.0' });
    const app = await buildApp(opened.centre, { rateLimitPerMin: 0, log: null });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    return new CentreInstance(url, dataDir, opened, async () => {
      await app.close();
      await opened.close();
      if (sharedDataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    });
  }

  async enrolDesk(site: string, deskName?: string): Promise<CentreDesk> {
    const made = await makeEnrolmentCode(this.centre, { site, validMinutes: 10 });
    if (!made.ok) throw new Error(made.failure.message);
    return CentreDesk.enrol(this.url, made.value.code, deskName);
  }

  async close(): Promise<void> {
    await this.#close();
  }
}
