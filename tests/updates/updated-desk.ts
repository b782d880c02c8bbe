import { spawn } from 'node:child_process';
import { copyFile, chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { surveyJournal } from '../../main/diagnose/survey-journal';
import { UpdateRecordFile, type UpdateRecord } from '../../main/updates/update-record';
import { PIN } from '../support/bench-centre';
import { CdpPage, forgetPort } from './cdp-page';

const LOOK_MS = 100;

/** A desk that was installed by one file, which stays the one that is started. */
export class UpdatedDesk {
  readonly profileFolder: string;

  private constructor(folder: string, readonly installed: string, private readonly serverUrl: string, private readonly code: string) {
    this.profileFolder = join(folder, 'profile');
  }

  /** What an administrator has installed. */
  static ofInstalled(folder: string, installed: string, serverUrl: string, code: string): UpdatedDesk {
    return new UpdatedDesk(folder, installed, serverUrl, code);
  }

  static async install(folder: string, program: string, serverUrl: string, code: string): Promise<UpdatedDesk> {
    const desk = new UpdatedDesk(folder, join(folder, 'Applications', 'keyroom.AppImage'), serverUrl, code);
    await mkdir(join(folder, 'Applications'), { recursive: true });
    await copyFile(program, desk.installed);
    await chmod(desk.installed, 0o755);
    return desk;
  }

  get deskFolder(): string {
    return join(this.profileFolder, 'desk');
  }

  /** Starts what is installed, as its user does. */
  async start(): Promise<void> {
    await forgetPort(this.profileFolder);
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const flags = [...sandbox, '--profile', this.profileFolder, '--server', this.serverUrl, '--enrol', this.code, '--desk-name', basename(dirname(this.profileFolder)).replace('desk-', 'Desk '), '--remote-debugging-port=0'];
    spawn(this.installed, flags, { stdio: 'ignore', detached: true }).unref();
  }

  page(withinMs = 60_000): Promise<CdpPage> {
    return CdpPage.attach(this.profileFolder, withinMs);
  }

  async signOn(page: CdpPage, login: string): Promise<void> {
    await page.shows('Operator');
    await page.type(login);
    await page.press('Tab');
    await page.type(PIN);
    await page.press('Enter');
  }

  /** A lead says so; the desk closes for it. */
  async installByLead(): Promise<void> {
    const page = await this.page();
    await page.value(`window.keyroom.call('session.signOn', { login: 'lena', pin: '${PIN}' })`);
    const answer = z.object({ ok: z.boolean() }).parse(await page.value(`window.keyroom.call('update.install', {})`));
    page.close();
    if (!answer.ok) throw new Error('there is nothing to be installed');
  }

  /** Has the centre asked at once, as the key for syncing does. */
  async checkNow(): Promise<void> {
    const page = await this.page();
    await page.value(`window.keyroom.call('sync.now', {})`);
    page.close();
  }

  async record(): Promise<UpdateRecord> {
    return (await UpdateRecordFile.open(join(this.deskFolder, 'updates'))).record;
  }

  /** Waits until the record says so. */
  async recordSays(what: string, holds: (record: UpdateRecord) => boolean, withinMs = 60_000): Promise<UpdateRecord> {
    const untilMs = Date.now() + withinMs;
    for (;;) {
      const record = await this.record();
      if (holds(record)) return record;
      if (Date.now() > untilMs) throw new Error(`not within ${withinMs} ms: ${what}; ${JSON.stringify({ ...record, due: record.due?.version })}; log: ${(await this.log()).slice(-1500)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  async status(): Promise<Readonly<Record<string, unknown>>> {
    const page = await this.page();
    const answer = z.object({ value: z.object({ status: z.object({ update: z.record(z.string(), z.unknown()) }) }) }).parse(await page.value(`window.keyroom.call('desk.describe', {})`));
    page.close();
    return answer.value.status.update;
  }

  async statusSays(what: string, holds: (status: Readonly<Record<string, unknown>>) => boolean, withinMs = 60_000): Promise<Readonly<Record<string, unknown>>> {
    const untilMs = Date.now() + withinMs;
    for (;;) {
      const status = await this.status().catch(() => ({}));
      if (holds(status)) return status;
      if (Date.now() > untilMs) throw new Error(`not within ${withinMs} ms: ${what}; ${JSON.stringify(status)}; log: ${(await this.log()).slice(-1500)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  log(): Promise<string> {
    return readFile(join(this.deskFolder, 'log', 'keyroom.log'), 'utf8').catch(() => '');
  }

  journal(): ReturnType<typeof surveyJournal> {
    return surveyJournal(join(this.deskFolder, 'journal'));
  }

  /** The version that runs now; the page may just be coming or going. */
  async version(withinMs = 60_000): Promise<string> {
    for (const untilMs = Date.now() + withinMs; ; ) {
      const version = await this.askVersion().catch((error: unknown) => {
        if (Date.now() > untilMs) throw error;
        return null;
      });
      if (version !== null) return version;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  private async askVersion(): Promise<string> {
    const page = await this.page(1_000);
    try {
      return z.object({ value: z.object({ version: z.string() }) }).parse(await page.value(`window.keyroom.call('desk.describe', {})`)).value.version;
    } finally {
      page.close();
    }
  }

  /** Every process that works on this profile, by pid. */
  async pids(): Promise<readonly number[]> {
    const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    const found = await Promise.all(all.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return line.includes(this.profileFolder) ? [pid] : [];
    }));
    return found.flat();
  }

  /** As a loss of power would. */
  async kill(): Promise<void> {
    for (let pids = await this.pids(); pids.length > 0; pids = await this.pids()) {
      for (const pid of pids) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It is gone already.
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
