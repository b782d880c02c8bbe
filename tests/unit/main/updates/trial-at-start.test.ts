import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasHadItsChances, isAnother, trialAtStart } from '../../../../main/updates/trial-at-start';
import { UpdateRecordFile, type Trial, type UpdateRecord } from '../../../../main/updates/update-record';
import { HandClock } from '../../../support/desk-fixtures';
import { NEW, notedInstallation, OLD, recordWith, trialIn } from '../../../support/update-records';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-trial-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

type Found = Readonly<{ trial: Trial | null; record: UpdateRecord; did: readonly string[]; lines: readonly string[] }>;

/** A process that has ended. */
function endedPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/** Starts a version from a path, as it finds the record on disk. */
async function start(version: string, programPath: string, changed: Parameters<typeof notedInstallation>[1] = {}): Promise<Found> {
  const [installation, lines] = [notedInstallation(folder, changed), [] as string[]];
  const file = await UpdateRecordFile.open(folder);
  const trial = await trialAtStart({ version, programPath, installation, file, clock: new HandClock(), log: (line) => lines.push(line) });
  return { trial, record: (await UpdateRecordFile.open(folder)).record, did: installation.did, lines };
}

describe('what a start finds of an update that was begun', () => {
  it('nothing, on a desk that is new to updates: it notes what it runs and since when', async () => {
    const { trial, record } = await start(OLD, trialIn(folder).installedPath);
    expect([trial, record.running, record.trial]).toEqual([null, { version: OLD, sinceUtc: '2026-11-21T08:00:00.000Z' }, null]);
  });

  it('keeps since when it runs what it runs, start after start', async () => {
    const before = (await recordWith(folder)).record.running;
    expect((await start(OLD, trialIn(folder).installedPath)).record.running).toEqual(before);
  });

  it('a copy that was placed before the trial was written down is taken back, and nothing counts', async () => {
    await recordWith(folder);
    const { trial, record, did } = await start(OLD, trialIn(folder).installedPath);
    expect([trial, did, record.interrupted, record.failedVersions, record.due?.version]).toEqual([null, ['tidy'], null, [], NEW]);
  });

  it('written down and not yet run: the version before goes on, and it is tried again', async () => {
    await recordWith(folder, { trial: trialIn(folder) });
    const { trial, record, did, lines } = await start(OLD, trialIn(folder).installedPath);
    expect([trial, record.trial, did]).toEqual([null, null, ['takeBack', 'tidy']]);
    expect(record).toMatchObject({ interrupted: { version: NEW, times: 1 }, failedVersions: [], due: { version: NEW }, outcome: null });
    expect(lines).toEqual([`update ${NEW} did not prove itself: it was cut short; ${OLD} goes on`]);
  });

  it('the version on trial finds that it is, and touches nothing', async () => {
    const onTrial = trialIn(folder);
    await recordWith(folder, { trial: onTrial });
    const { trial, record, did } = await start(NEW, onTrial.trialPath);
    expect([trial, record.trial, record.outcome, did]).toEqual([onTrial, onTrial, null, []]);
  });

  it('cut short between taking its place and writing that down, it was won', async () => {
    await recordWith(folder, { trial: trialIn(folder), interrupted: { version: NEW, times: 2 } });
    const { trial, record, did } = await start(NEW, trialIn(folder).installedPath);
    expect([trial, did]).toEqual([null, ['tidy']]);
    expect(record).toMatchObject({
      trial: null, due: null, suspected: null, interrupted: null, running: { version: NEW }, outcome: { version: NEW, rolledBackFor: null }, failedVersions: [],
    });
  });

  it('one that had given itself up before the cut is still under suspicion, and does not count as cut short', async () => {
    await recordWith(folder, { trial: trialIn(folder), suspected: { version: NEW, for: 'noSync' } });
    const { record, lines } = await start(OLD, trialIn(folder).installedPath);
    expect(record).toMatchObject({ trial: null, suspected: { version: NEW, for: 'noSync' }, interrupted: null });
    expect(lines[0]).toContain('noSync');
  });

  it('cut short five times it is taken for one that crashes: it is not tried again, nothing is due, and the centre is told', async () => {
    const times: (number | undefined)[] = [];
    for (let i = 0; i < 5; i += 1) {
      await recordWith(folder, { trial: trialIn(folder) });
      times.push((await start(OLD, trialIn(folder).installedPath)).record.interrupted?.times);
    }
    const { record } = await UpdateRecordFile.open(folder);
    expect(times).toEqual([1, 2, 3, 4, 5]);
    expect([record.failedVersions, record.due, record.outcome]).toMatchObject([[NEW], null, { version: NEW, rolledBackFor: 'crashed' }]);
  });

  it('starts where what is left of an update cannot be removed', async () => {
    await recordWith(folder);
    const { trial, lines } = await start(OLD, trialIn(folder).installedPath, { tidy: async () => Promise.reject(new Error('EACCES')) });
    expect([trial, lines]).toEqual([null, ['what is left of an update could not be removed']]);
  });

  it('the trial is not over until the version before stands where it stood: what is started next may be the new one', async () => {
    const onTrial = trialIn(folder);
    await recordWith(folder, { trial: onTrial });
    const { trial, record, did, lines } = await start(OLD, onTrial.installedPath, { takeBack: async () => Promise.reject(Object.assign(new Error('dpkg'), { code: 'ELOCKED' })) });
    expect([trial, record.trial, record.interrupted, did, lines]).toEqual([null, onTrial, null, [], [`${OLD} could not be put back yet: ELOCKED`]]);
  });

  it('starts a build that has words behind its version', async () => {
    const { trial, record } = await start('1.0.1-rc.1', trialIn(folder).installedPath);
    expect([trial, record.running]).toEqual([null, null]);
  });

  it('counts the cuts of each version for itself', async () => {
    await recordWith(folder, { trial: trialIn(folder, { to: '1.0.2' }), interrupted: { version: NEW, times: 4 } });
    const { record } = await start(OLD, trialIn(folder).installedPath);
    expect([record.interrupted, record.failedVersions]).toEqual([{ version: '1.0.2', times: 1 }, []]);
  });
});

describe('a version on trial in the place of the one before', () => {
  const unwatched = (changed: Partial<Trial> = {}): Trial => ({ ...trialIn(folder), trialPath: trialIn(folder).installedPath, watchedByPid: endedPid(), ...changed });
  const startedTimes = async (times: number, trial: Trial, version = NEW): Promise<readonly boolean[]> => {
    await recordWith(folder, { trial });
    const said: boolean[] = [];
    for (let i = 0; i < times; i += 1) said.push(await hasHadItsChances(version, await UpdateRecordFile.open(folder)));
    return said;
  };

  it('that nobody watches has three starts to prove itself', async () => {
    expect(await startedTimes(5, unwatched())).toEqual([false, false, false, true, true]);
  });

  it('has as many as it needs while the version before watches it', async () => {
    expect(await startedTimes(5, unwatched({ watchedByPid: process.ppid }))).toEqual([false, false, false, false, false]);
  });

  it('is not taken for watched because another process has the pid of the one that watched it', async () => {
    expect(await startedTimes(4, unwatched({ watchedByPid: process.pid }))).toEqual([false, false, false, true]);
  });

  it('leaves what its watcher needs to go back where the version before is started while it is being replaced', async () => {
    const trial = unwatched({ watchedByPid: process.pid });
    await recordWith(folder, { trial });
    const { record, did } = await start(OLD, trial.installedPath);
    expect([record.trial, record.interrupted, did]).toEqual([trial, null, []]);
  });

  it('is not another version where an administrator has put that in its place', () => {
    expect([isAnother(unwatched(), '1.0.2', trialIn(folder).installedPath), isAnother(unwatched({ watchedByPid: process.ppid }), '1.0.2', trialIn(folder).installedPath)]).toEqual([false, true]);
  });

  it('is not counted where the version before is what starts, or where it runs beside it', async () => {
    expect(await startedTimes(5, unwatched(), OLD)).toEqual([false, false, false, false, false]);
    expect(await startedTimes(5, unwatched({ trialPath: trialIn(folder).trialPath }))).toEqual([false, false, false, false, false]);
  });
});
