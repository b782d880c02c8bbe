import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../main/system-clock';
import { judgeSuspect } from '../../../../main/updates/judge-suspect';
import { NEW, recordWith, trialIn } from '../../../support/update-records';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-suspect-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const suspected = { version: NEW, for: 'noSync' } as const;

/** What the record says after the version before has synced so long after its start. */
async function judged(tookMs: number, timesBefore = 0): Promise<Readonly<{ isGivenUp: boolean; record: Awaited<ReturnType<typeof recordWith>>['record']; lines: readonly string[] }>> {
  const lines: string[] = [];
  const file = await recordWith(folder, { suspected, interrupted: timesBefore === 0 ? null : { version: NEW, times: timesBefore } });
  const isGivenUp = await judgeSuspect({ file, clock: systemClock, startedAtMs: systemClock.monotonicMs() - tookMs, log: (line) => lines.push(line) });
  return { isGivenUp, record: file.record, lines };
}

describe('a version that could not sync on trial', () => {
  it('is guilty where the version before syncs at once', async () => {
    const { isGivenUp, record } = await judged(1_000);
    expect(isGivenUp).toBe(true);
    expect(record).toMatchObject({ suspected: null, failedVersions: [NEW], outcome: { version: NEW, rolledBackFor: 'noSync' } });
  });

  it('has had one trial of five where the version before takes a while: the link may have come back just then', async () => {
    const { isGivenUp, record, lines } = await judged(60_000);
    expect([isGivenUp, lines]).toEqual([false, [`update ${NEW} is tried again: the link may have been down while it was to prove itself`]]);
    expect(record).toMatchObject({ suspected: null, failedVersions: [], outcome: null, due: { version: NEW }, interrupted: { version: NEW, times: 1 } });
  });

  it('is guilty after the fifth of those', async () => {
    const { isGivenUp, record, lines } = await judged(60_000, 4);
    expect([isGivenUp, lines]).toEqual([true, [`update ${NEW} is given up: it never proved itself`]]);
    expect(record).toMatchObject({ suspected: null, failedVersions: [NEW], due: null, outcome: { version: NEW, rolledBackFor: 'crashed' } });
  });

  it('does not judge itself while it is on trial still', async () => {
    const file = await recordWith(folder, { suspected, trial: trialIn(folder) });
    expect(await judgeSuspect({ file, clock: systemClock, startedAtMs: systemClock.monotonicMs(), log: () => undefined })).toBe(false);
    expect(file.record).toMatchObject({ suspected, trial: { to: NEW }, failedVersions: [], interrupted: null });
  });

  it('is acquitted where the version before had no link for long either', async () => {
    const { isGivenUp, record } = await judged(200_000, 4);
    expect(isGivenUp).toBe(false);
    expect(record).toMatchObject({ suspected: null, failedVersions: [], outcome: null, due: { version: NEW }, interrupted: { version: NEW, times: 4 } });
  });
});
