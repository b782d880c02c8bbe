import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proveTrial, readsAsBefore, type ProofParts } from '../../../../main/updates/prove-trial';
import { journalDigest } from '../../../../main/updates/journal-digest';
import { UpdateRecordFile, type UpdateRecord } from '../../../../main/updates/update-record';
import type { RolledBackFor } from '../../../../shared/protocol/update';
import { HandClock, sha256Of } from '../../../support/desk-fixtures';
import { NEW, recordWith, trialIn } from '../../../support/update-records';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-proof-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

type Proof = Readonly<{ why: RolledBackFor | null; tookMs: number; did: readonly string[]; record: UpdateRecord }>;
const ONLINE = { link: 'online', lastSyncAtUtc: '2026-11-21T08:00:00.000Z' } as const;

/** Lets the trial's time pass until it is decided. */
async function proof(of: (clock: HandClock) => Partial<ProofParts>): Promise<Proof> {
  const [clock, did, trial] = [new HandClock(), [] as string[], trialIn(folder)];
  const file = await recordWith(folder, { trial });
  const parts: ProofParts = { file, clock, isWindowShown: () => true, status: () => ONLINE, keep: async () => void did.push('keep'), tidy: async () => void did.push(`tidy while the trial is ${file.record.trial === null ? 'over' : 'on'}`), log: (line) => did.push(line), ...of(clock) };
  let why: RolledBackFor | null | undefined;
  void proveTrial(trial, parts).then((verdict) => (why = verdict));
  while (why === undefined) {
    await new Promise((settled) => void setImmediate(settled));
    if (clock.nextTimerMs !== null) clock.advance(clock.nextTimerMs);
  }
  return { why, did, tookMs: clock.monotonicMs(), record: (await UpdateRecordFile.open(folder)).record };
}

describe('a version on trial proves itself', () => {
  it('by a window and a sync, and only then takes its place; that it has is written down after it', async () => {
    const { why, did, record } = await proof((clock) => ({ isWindowShown: () => clock.monotonicMs() > 20_000, status: () => ({ ...ONLINE, link: clock.monotonicMs() > 70_000 ? 'online' : 'offline' }) }));
    expect([why, did]).toEqual([null, ['keep', 'tidy while the trial is over', `update ${NEW} has proved itself: window shown, journal as before, sync answered`]]);
    expect(record).toMatchObject({ trial: null, due: null, running: { version: NEW }, outcome: { version: NEW, rolledBackFor: null } });
  });

  it('though what was made ready for it cannot be removed', async () => {
    const { why, did } = await proof(() => ({ tidy: async () => Promise.reject(new Error('EACCES')) }));
    expect([why, did[1]]).toEqual([null, 'what is left of an update could not be removed']);
  });

  it('not without a window within a minute', async () => {
    const { why, did, record, tookMs } = await proof(() => ({ isWindowShown: () => false }));
    expect([why, did, record.trial?.to]).toEqual(['noWindow', [], NEW]);
    expect(tookMs).toBeLessThan(61_000);
  });

  it.each([['the centre cannot be reached', { ...ONLINE, link: 'offline' as const }], ['it has never synced', { ...ONLINE, lastSyncAtUtc: null }]])('not where %s for a minute', async (_what, status) => {
    const { why, did } = await proof(() => ({ status: () => status }));
    expect([why, did]).toEqual(['noSync', []]);
  });

  it('not where it cannot take its place: that is told at once, and nothing says that it has proved itself', async () => {
    const { why, did, record, tookMs } = await proof(() => ({ keep: async () => Promise.reject(new Error('EPERM')) }));
    expect([why, did, record.outcome, record.trial?.to]).toEqual(['notInstalled', [], null, NEW]);
    expect(tookMs).toBeLessThan(1_000);
  });

  it('by reading the journal as the version before did, to the last record', async () => {
    const journal = join(folder, 'journal');
    await mkdir(journal);
    const digest = await journalDigest(journal);
    expect(await readsAsBefore(journal, trialIn(folder, { digest }))).toBe(true);
    for (const changed of [{ sha256: sha256Of('other') }, { recordCount: 1 }, { unsettledCount: 1 }, { draftCount: 1 }]) {
      expect(await readsAsBefore(journal, trialIn(folder, { digest: { ...digest, ...changed } }))).toBe(false);
    }
    // What the version before could not read, the new one may.
    expect(await readsAsBefore(journal, trialIn(folder, { digest: { ...digest, unreadRecords: 1 } }))).toBe(true);
  });
});
