import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTrial, type TrialParts } from '../../../../main/updates/run-trial';
import { UpdateRecordFile, type UpdateRecord } from '../../../../main/updates/update-record';
import { systemClock } from '../../../../main/system-clock';
import { artifactFor } from '../../../../shared/updates/manifest';
import { LINUX, manifestFor } from '../../../support/signed-release';
import { NEW, notedInstallation, OLD, recordWith, trialIn } from '../../../support/update-records';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-trial-'));
  await mkdir(join(folder, 'journal'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

type Ended = Readonly<{ did: readonly string[]; record: UpdateRecord; lines: readonly string[] }>;

/** Puts a program on trial that does as this script says; `record` in it is the path of the desk's record. */
async function tryOut(script: string, changed: Partial<TrialParts> = {}, installationChanged: Parameters<typeof notedInstallation>[1] = {}): Promise<Ended> {
  const { trialPath } = trialIn(folder);
  await writeFile(trialPath, `#!${process.execPath}\nconst record = ${JSON.stringify(join(folder, 'record.json'))};\n${script}\n`);
  await chmod(trialPath, 0o755);
  const installation = notedInstallation(folder, installationChanged);
  const { did } = installation;
  const lines: string[] = [];
  const manifest = manifestFor(NEW);
  const artifact = artifactFor(manifest, LINUX);
  if (artifact === null) throw new Error('no artifact');
  await runTrial({ manifest, artifact, path: join(folder, artifact.sha256), backPath: null }, {
    version: OLD, args: [], journalFolder: join(folder, 'journal'), installation, file: changed.file ?? await recordWith(folder), clock: systemClock,
    mayBegin: async () => true, closePage: () => void did.push('closePage'), closeDesk: async () => void did.push('closeDesk'), letGo: async () => undefined, startAnew: () => void did.push('startAnew'), leave: () => void did.push('leave'), log: (line) => lines.push(line), ...changed,
  });
  return { did, record: (await UpdateRecordFile.open(folder)).record, lines };
}

const WRITES_OUTCOME = `
const fs = require('node:fs');
const told = JSON.parse(fs.readFileSync(record, 'utf8'));
fs.writeFileSync(record + '.new', JSON.stringify({ ...told, trial: null, due: null, running: { version: '${NEW}', sinceUtc: '2026-11-21T08:00:01.000Z' }, outcome: { version: '${NEW}', atUtc: '2026-11-21T08:00:01.000Z', rolledBackFor: null } }));
fs.renameSync(record + '.new', record);
setTimeout(() => undefined, 3_000);`;
const WENT_BACK = ['place', 'closePage', 'closeDesk', 'activate', 'takeBack', 'startAnew'];

describe('a new version on trial', () => {
  it('that ends by itself has crashed: the version before goes on, and it is never tried again', async () => {
    const { did, record, lines } = await tryOut('process.exit(1);');
    expect(did).toEqual(WENT_BACK);
    expect(record).toMatchObject({ trial: null, due: null, suspected: null, outcome: { version: NEW, rolledBackFor: 'crashed' }, failedVersions: [NEW] });
    expect(lines).toEqual([`update ${NEW} did not prove itself: crashed; ${OLD} goes on`]);
  });

  it('that the system ends for a fault has crashed', async () => {
    expect((await tryOut(`process.kill(process.pid, 'SIGSEGV'); setTimeout(() => undefined, 5_000);`)).record.outcome).toMatchObject({ rolledBackFor: 'crashed' });
  });

  it.each(['SIGKILL', 'SIGTERM'])('that is ended from outside by %s was interrupted: it is tried again', async (signal) => {
    const { did, record } = await tryOut(`process.kill(process.pid, '${signal}'); setTimeout(() => undefined, 5_000);`);
    expect(did).toEqual(WENT_BACK);
    expect(record).toMatchObject({ trial: null, outcome: null, failedVersions: [], interrupted: { version: NEW, times: 1 }, due: { version: NEW } });
  });

  it('that writes down that it has proved itself is left alone', async () => {
    const { did, record } = await tryOut(WRITES_OUTCOME);
    expect(did).toEqual(['place', 'closePage', 'closeDesk', 'activate', 'leave']);
    expect(record).toMatchObject({ running: { version: NEW }, outcome: { version: NEW, rolledBackFor: null }, failedVersions: [] });
  });

  it('finds the trial in the record when it starts, with who watches it', async () => {
    await tryOut(`require('node:fs').copyFileSync(record, record + '.seen'); process.exit(1);`);
    const seen: unknown = JSON.parse(await readFile(join(folder, 'record.json.seen'), 'utf8'));
    expect(seen).toMatchObject({ trial: { from: OLD, to: NEW, watchedByPid: process.pid, digest: { recordCount: 0 } }, outcome: null });
  });

  it('that gave itself up for want of a sync is suspected only: the link may have been down', async () => {
    const { record } = await tryOut(`
      const fs = require('node:fs');
      fs.writeFileSync(record + '.new', JSON.stringify({ ...JSON.parse(fs.readFileSync(record, 'utf8')), suspected: { version: '${NEW}', for: 'noSync' } }));
      fs.renameSync(record + '.new', record);
      process.exit(1);`);
    expect(record).toMatchObject({ trial: null, suspected: { version: NEW, for: 'noSync' }, outcome: null, failedVersions: [], due: { version: NEW } });
  });

  it('that reads the journal otherwise is told of by that name', async () => {
    const { record } = await tryOut(`
      const fs = require('node:fs');
      fs.writeFileSync(record + '.new', JSON.stringify({ ...JSON.parse(fs.readFileSync(record, 'utf8')), suspected: { version: '${NEW}', for: 'journalDiffers' } }));
      fs.renameSync(record + '.new', record);
      process.exit(1);`);
    expect(record).toMatchObject({ suspected: null, outcome: { rolledBackFor: 'journalDiffers' }, failedVersions: [NEW] });
  });

  it('that somebody closes before it has proved itself, or that finds the profile taken, is tried again', async () => {
    expect((await tryOut('process.exit(0);')).record).toMatchObject({ trial: null, outcome: null, failedVersions: [], interrupted: { version: NEW, times: 1 } });
  });

  it('that was taken away by a start in between is tried again', async () => {
    const { did, record } = await tryOut('', {}, { place: async () => ({ trialPath: join(folder, 'nowhere'), activate: async () => undefined }) });
    expect(did).toEqual(['closePage', 'closeDesk', 'takeBack', 'startAnew']);
    expect(record).toMatchObject({ outcome: null, failedVersions: [], interrupted: { version: NEW, times: 1 } });
  });

  it('is in the record before the profile is given free, so that whoever starts in between finds it', async () => {
    const seen: unknown[] = [];
    const file = await recordWith(folder);
    await tryOut('process.exit(1);', { file, letGo: async () => void seen.push(file.record.trial?.to) });
    expect(seen).toEqual([NEW]);
  });

  it('leads back to a version that works, whatever breaks once the desk has closed', async () => {
    const { did } = await tryOut('', { letGo: () => Promise.reject(new Error('no')) });
    expect(did).toEqual(['place', 'closePage', 'closeDesk', 'startAnew']);
  });

  it('that cannot be run at all was not installed', async () => {
    await writeFile(join(folder, 'text'), 'no program');
    const { did, record } = await tryOut('', {}, { place: async () => ({ trialPath: join(folder, 'text'), activate: async () => undefined }) });
    expect(did).toEqual(['closePage', 'closeDesk', 'takeBack', 'startAnew']);
    expect(record.outcome).toMatchObject({ version: NEW, rolledBackFor: 'notInstalled' });
  });

  it('that cannot be made the one that is started is tried again: somebody else may be installing', async () => {
    const { record, lines } = await tryOut('', {}, { place: async () => ({ trialPath: 'x', activate: async () => Promise.reject(Object.assign(new Error('/home/maria'), { code: 'EACCES' })) }) });
    expect(record).toMatchObject({ trial: null, outcome: null, failedVersions: [], interrupted: { version: NEW, times: 1 } });
    expect(lines[0]).toBe(`update ${NEW} could not be installed: EACCES`);
  });

  it('that cannot be put in its place is not begun: the desk stays open', async () => {
    const file = await recordWith(folder);
    const before = await readFile(join(folder, 'record.json'), 'utf8');
    const { did, lines } = await tryOut('', { file }, { place: async () => Promise.reject(Object.assign(new Error('/home/maria'), { code: 'ENOSPC' })) });
    expect(did).toEqual(['tidy']);
    expect(lines).toEqual([`update ${NEW} could not be put in its place: ENOSPC`]);
    expect(await readFile(join(folder, 'record.json'), 'utf8')).toBe(before);
  });

  it('is not begun where somebody has come to work while it was put in its place', async () => {
    const file = await recordWith(folder);
    const { did, record } = await tryOut('', { file, mayBegin: async () => false });
    expect([did, record.trial]).toEqual([['place', 'tidy'], null]);
  });

  it('that does not take itself for what was signed is ended at once, and its trial was cut short', async () => {
    const { did, record } = await tryOut(`
      const fs = require('node:fs');
      fs.writeFileSync(record + '.new', JSON.stringify({ ...JSON.parse(fs.readFileSync(record, 'utf8')), trial: null }));
      fs.renameSync(record + '.new', record);
      fs.writeFileSync(record + '.pid', String(process.pid));
      setInterval(() => undefined, 1_000);`);
    expect(did).toEqual(WENT_BACK);
    expect(record).toMatchObject({ trial: null, outcome: null, interrupted: { version: NEW, times: 1 } });
    const pid = Number(await readFile(join(folder, 'record.json.pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('stays on trial where the version before cannot be put back yet: a later start sees to it', async () => {
    const { did, record, lines } = await tryOut('process.exit(1);', {}, { takeBack: async () => Promise.reject(new Error('dpkg ended with 2')) });
    expect(did).toEqual(['place', 'closePage', 'closeDesk', 'activate', 'startAnew']);
    expect(record).toMatchObject({ trial: { to: NEW }, suspected: { version: NEW, for: 'crashed' }, outcome: null });
    expect(lines.at(-1)).toBe(`${OLD} could not be put back yet: dpkg ended with 2`);
  });

  it('is not run where the disk does not take that it is on trial', async () => {
    const file = await recordWith(folder);
    await rm(join(folder, 'record.json'));
    await mkdir(join(folder, 'record.json', 'in the way'), { recursive: true });
    const { did } = await tryOut(`require('node:fs').writeFileSync(record + '.ran', '');`, { file });
    expect(did).toEqual(['place', 'closePage', 'closeDesk', 'takeBack', 'startAnew']);
    await expect(readFile(join(folder, 'record.json.ran'))).rejects.toThrow('ENOENT');
    expect(file.record.trial).toBeNull();
  });
});
