import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PIN } from '../support/bench-centre';
import { distinctPages } from '../support/distinct-pages';
import type { Programs } from './programs';
import { UpdateCentre } from './update-centre';
import { UpdatedDesk } from './updated-desk';

export const SITE = 'Cebu';
export const OLD = '1.0.0';
export const NEW = '1.0.1';

/** A site with a lead, an operator with work, and a centre whose releases are signed. */
export class UpdateSetting {
  private readonly desks: UpdatedDesk[] = [];

  private constructor(readonly folder: string, readonly programs: Programs, readonly centre: UpdateCentre) {}

  static async open(folder: string, programs: Programs, keysFolder: string): Promise<UpdateSetting> {
    const centre = await UpdateCentre.start(join(folder, 'centre'), keysFolder);
    const command = (...args: readonly string[]): Promise<string> => centre.centre.command(...args);
    await command('site', 'add', SITE);
    await command('operator', 'add', '--site', SITE, '--login', 'maria', '--name', 'Maria Santos', '--pin', PIN, '--role', 'operator');
    await command('operator', 'add', '--site', SITE, '--login', 'lena', '--name', 'Lena Holm', '--pin', PIN, '--role', 'lead');
    await command('release', 'budget', '--site', SITE, '--kib-per-second', 'none');
    const pages = join(folder, 'pages');
    await mkdir(pages, { recursive: true });
    for (const [i, page] of distinctPages(6, 'update').entries()) await writeFile(join(pages, `receipt-${i}.jpg`), page);
    await command('import', pages, '--client', 'Nordlys', '--project', 'Receipts', '--work-type', 'receipt', '--site', SITE, '--assign', 'maria');
    return new UpdateSetting(folder, programs, centre);
  }

  /** A desk that runs this version and was heard of. */
  readonly desk = async (version = OLD): Promise<UpdatedDesk> => {
    const code = (await this.centre.centre.command('desk', 'enrol', '--site', SITE)).trim();
    const desk = await UpdatedDesk.install(join(this.folder, `desk-${this.desks.length + 1}`), await this.programs.make(version, 'none'), this.centre.url, code);
    this.desks.push(desk);
    return desk;
  };

  /** The same of a program that is installed already. */
  readonly deskOf = async (installed: string): Promise<UpdatedDesk> => {
    const code = (await this.centre.centre.command('desk', 'enrol', '--site', SITE)).trim();
    const desk = UpdatedDesk.ofInstalled(join(this.folder, `desk-${this.desks.length + 1}`), installed, this.centre.url, code);
    this.desks.push(desk);
    return desk;
  };

  readonly promote = async (version: string): Promise<void> => {
    await this.centre.centre.command('release', 'promote', version, '--ring', 'all', '--unproved');
  };

  async close(): Promise<void> {
    for (const desk of this.desks) await desk.kill();
    this.centre.trouble = () => 'passes';
    await this.centre.stop();
  }
}
