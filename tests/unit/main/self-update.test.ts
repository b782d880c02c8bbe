import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SelfUpdate, type Program } from '../../../main/self-update';
import { UpdateRecordFile, updatesFolderOf, type Trial, type UpdateRecord } from '../../../main/updates/update-record';
import { HandClock, sha256Of } from '../../support/desk-fixtures';
import { NEW, OLD, recordWith, trialIn } from '../../support/update-records';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-self-'));
  await mkdir(join(folder, 'journal'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

type Began = Readonly<{ did: readonly string[]; record: UpdateRecord }>;

/** Starts a version from a path with this trial in the record; resolves with what it did, where it does not go on. */
async function begin(version: string, path: string, trial: Trial): Promise<Began> {
  await recordWith(updatesFolderOf(folder), { trial });
  const did: string[] = [];
  const gone = new Promise<void>((resolve) => {
    const note = (what: string): void => {
      did.push(what);
      resolve();
    };
    const program: Program = {
      version, args: [], keysFile: join(folder, 'none'), isWindowShown: () => true, closePage: () => undefined, letGo: async () => undefined,
      surroundings: { platform: 'linux', arch: 'x64', isPackaged: false, execPath: '/electron', appImagePath: path, appDir: undefined },
      startAnew: (started) => note(`starts ${started.slice(folder.length + 1)}`),
      leave: (exitCode) => note(`leaves with ${exitCode}`),
    };
    const parts = { deskFolder: folder, clock: new HandClock(), program, log: () => undefined, onBroken: () => undefined };
    void SelfUpdate.begin(parts).then(() => note('goes on'), (error: unknown) => note(String(error)));
  });
  await gone;
  return { did, record: (await UpdateRecordFile.open(updatesFolderOf(folder))).record };
}

function endedPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

const EMPTY = { sha256: sha256Of(''), recordCount: 0, unsettledCount: 0, draftCount: 0, unreadRecords: 0 };

describe('a version that is started on trial', () => {
  it('goes on where it reads the journal as the version before did', async () => {
    const trial = trialIn(folder, { digest: EMPTY });
    const { did, record } = await begin(NEW, trial.trialPath, trial);
    expect([did, record.trial, record.suspected]).toEqual([['goes on'], { ...trial, hasReadJournal: true }, null]);
  });

  it('does not compare the journal again at a later start: what was written since is its own', async () => {
    const trial = trialIn(folder, { digest: { ...EMPTY, recordCount: 1 }, hasReadJournal: true });
    expect((await begin(NEW, trial.trialPath, trial)).did).toEqual(['goes on']);
  });

  it('leaves where it reads another journal, and says why to whoever watches it', async () => {
    const trial = trialIn(folder, { digest: { ...EMPTY, recordCount: 1 } });
    const { did, record } = await begin(NEW, trial.trialPath, trial);
    expect([did, record.trial, record.suspected]).toEqual([['leaves with 1'], trial, { version: NEW, for: 'journalDiffers' }]);
  });

  it('starts the version before where nobody watches it', async () => {
    const trial = trialIn(folder, { digest: { ...EMPTY, recordCount: 1 }, watchedByPid: endedPid() });
    expect((await begin(NEW, trial.trialPath, trial)).did).toEqual(['starts keyroom.AppImage']);
  });

  it('leaves at once where it is another version than was signed', async () => {
    const trial = trialIn(folder, { digest: EMPTY });
    const { did, record } = await begin('1.0.7', trial.trialPath, trial);
    expect([did, record.trial, record.suspected]).toEqual([['leaves with 1'], trial, { version: NEW, for: 'notInstalled' }]);
  });

  it('is not taken for another one where the version before is started from its own place', async () => {
    const trial = trialIn(folder, { digest: EMPTY, watchedByPid: endedPid() });
    const { did, record } = await begin(OLD, trial.installedPath, trial);
    expect([did, record.trial, record.interrupted]).toEqual([['goes on'], null, { version: NEW, times: 1 }]);
  });
});
