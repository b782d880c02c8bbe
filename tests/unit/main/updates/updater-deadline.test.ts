import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../../shared/updates/manifest';
import { hashOfProgram, UpdaterAtWork } from '../../../support/updater-at-work';
import { NEW } from '../../../support/update-records';

const MINUTE_MS = 60_000;

let folder: string;
let work: UpdaterAtWork;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-updater-'));
  work = await UpdaterAtWork.open(folder);
});
afterEach(async () => {
  await work.updater.stop();
  await rm(folder, { recursive: true, force: true });
});

const artifactsHere = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name !== 'record.json');

describe('how long an update is put off', () => {
  const DAY_MS = 24 * 60 * MINUTE_MS;
  const byUtc = (): string | undefined => work.file.record.deadline?.byUtc;
  /** A busy desk: somebody is signed on, and away for a moment now and then. */
  const busy = async (version: string, changed: Partial<Manifest> = {}): Promise<void> => {
    await work.due(version, { expiresAtUtc: '2027-11-01T00:00:00.000Z', ...changed });
    work.around.quietMs = 5 * MINUTE_MS;
  };

  it('is a week from when the first one came due, also with a new one every few days', async () => {
    await busy(NEW);
    await work.start();
    for (const [days, version] of [[3, '1.0.2'], [3, '1.0.3']] as const) {
      await busy(version);
      await work.turn(days * DAY_MS);
      expect([work.updater.status.waitsFor, byUtc()]).toEqual(['signOff', '2026-11-28T08:00:00.000Z']);
    }
    await work.turn(DAY_MS);
    expect(work.installed.map(({ manifest }) => manifest.version)).toEqual(['1.0.3']);
  });

  it('stays a day from when a critical one came due, with a usual one after it', async () => {
    await busy(NEW, { critical: true });
    await work.start();
    await busy('1.0.2');
    await work.turn(20 * 60 * MINUTE_MS);
    expect([work.updater.status, byUtc()]).toMatchObject([{ version: '1.0.2', waitsFor: 'signOff' }, '2026-11-22T08:00:00.000Z']);
    await work.turn(4 * 60 * MINUTE_MS);
    expect(work.installed.map(({ manifest }) => manifest.version)).toEqual(['1.0.2']);
  });

  it('is not begun anew by an answer that is refused, nor is what was fetched', async () => {
    await busy(NEW);
    await work.start();
    const [good, asked] = [work.answer, work.asksFor(`/v1/releases/${hashOfProgram(NEW)}`)];
    work.answer = { due: 'no manifest' };
    await work.turn(DAY_MS);
    expect([work.updater.status, await artifactsHere()]).toMatchObject([{ kind: 'none', refusal: 'unsigned' }, [hashOfProgram(NEW)]]);
    await work.leadSays();
    expect(work.installed).toEqual([]);
    work.answer = good;
    await work.turn(DAY_MS);
    expect([work.updater.status.kind, byUtc(), work.asksFor(`/v1/releases/${hashOfProgram(NEW)}`)]).toEqual(['waiting', '2026-11-28T08:00:00.000Z', asked]);
  });

  it('gives a full disk what was fetched before a refusal', async () => {
    await busy(NEW);
    await work.start();
    work.answer = { due: 'no manifest' };
    await work.check();
    work.around.disk = 'reserve';
    await work.turn();
    expect(await artifactsHere()).toEqual([]);
  });

  it('begins anew after a halt', async () => {
    await busy(NEW);
    await work.start();
    work.answer = {};
    await work.turn(DAY_MS);
    expect(work.file.record.deadline).toBeNull();
    await busy('1.0.2');
    await work.turn(DAY_MS);
    expect(byUtc()).toBe('2026-11-30T08:00:00.000Z');
  });

  it('is not made longer by a clock that ran ahead when it came due', async () => {
    work.clock.wallStartMs += 90 * DAY_MS;
    await busy(NEW);
    await work.start();
    work.clock.wallStartMs -= 90 * DAY_MS;
    await work.check();
    expect(byUtc()).toBe('2026-11-28T08:00:00.000Z');
  });

  it('is neither over at once with a clock that ran behind, nor made longer by one that is set back', async () => {
    work.clock.wallStartMs -= 90 * DAY_MS;
    await busy(NEW);
    await work.start();
    work.clock.wallStartMs += 90 * DAY_MS;
    await work.check();
    expect([work.updater.status.waitsFor, byUtc()]).toEqual(['signOff', '2026-11-28T08:00:00.000Z']);
    work.clock.wallStartMs -= 90 * DAY_MS;
    await work.turn(7 * DAY_MS);
    expect(work.installed).toHaveLength(1);
  });
});
