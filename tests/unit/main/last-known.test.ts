import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LastKnown, lastKnownPath } from '../../../main/last-known';
import type { DeskStatus } from '../../../shared/ipc/status';
import { NO_UPDATE } from '../../../shared/ipc/update-status';
import { HandClock } from '../../support/desk-fixtures';

const ONLINE: DeskStatus = {
  link: 'online', failure: null, unsettledCount: 0, documentsWanted: 0, lastSyncAtUtc: '2026-11-21T08:00:00.000Z', disk: 'ok', clockOffsetMs: 600_000,
  journalLost: false, damagedRecords: 0, unreadRecords: 0, update: NO_UPDATE,
};
const OFFLINE: DeskStatus = { ...ONLINE, link: 'offline', failure: 'unreachable', lastSyncAtUtc: null, clockOffsetMs: null };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-last-known-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function start(status: DeskStatus): Promise<void> {
  const lastKnown = await LastKnown.open(folder, new HandClock());
  lastKnown.note(status);
  await lastKnown.save();
}

const kept = async (): Promise<unknown> => JSON.parse(await readFile(lastKnownPath(folder), 'utf8'));

describe('what a desk knew last', () => {
  it('outlives a start without a link', async () => {
    await start(ONLINE);
    await start(OFFLINE);
    expect(await kept()).toMatchObject({
      clockOffsetMs: 600_000, lastSyncAtUtc: '2026-11-21T08:00:00.000Z', troubles: [{ what: 'link', kind: 'unreachable', times: 1 }],
    });
  });

  it('gives way to what the centre tells at the next start', async () => {
    await start(ONLINE);
    await start({ ...ONLINE, lastSyncAtUtc: '2026-11-22T08:00:00.000Z', clockOffsetMs: -5_000 });
    expect(await kept()).toMatchObject({ clockOffsetMs: -5_000, lastSyncAtUtc: '2026-11-22T08:00:00.000Z' });
  });

  it('begins anew where the file cannot be read', async () => {
    await writeFile(lastKnownPath(folder), '{"v":1,');
    await start(OFFLINE);
    expect(await kept()).toMatchObject({ clockOffsetMs: null, lastSyncAtUtc: null });
  });
});
