import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEW } from '../../../support/update-records';
import { UpdaterAtWork } from '../../../support/updater-at-work';

let folder: string;
let work: UpdaterAtWork;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-begin-'));
  work = await UpdaterAtWork.open(folder);
  await work.due(NEW);
  await work.start();
});
afterEach(async () => {
  await work.updater.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('an installation that was about to begin', () => {
  it('begins where nothing has come between', async () => {
    await work.leadSays();
    expect(work.installed.map(({ manifest }) => manifest.version)).toEqual([NEW]);
  });

  it('has had its room counted already: what the new version takes in its place is not asked for twice', async () => {
    const { length: sizeBytes } = work.served.values().next().value ?? new Uint8Array();
    work.around.freeBytes = sizeBytes * 4;
    work.whilePlacing = () => void (work.around.freeBytes -= sizeBytes);
    await work.leadSays();
    expect(work.installed).toHaveLength(1);
  });

  it('makes way for an item that was opened while the new version was put in its place', async () => {
    work.whilePlacing = () => void (work.around.isItemOpen = true);
    await work.leadSays();
    expect(work.installed).toEqual([]);
    expect(work.lines.at(-1)).toBe(`update ${NEW} waits once more: item`);
  });

  it('makes way for whoever has come back to the keys meanwhile', async () => {
    Object.assign(work.around, { isSignedOn: false, quietMs: 60 * 60_000 });
    work.whilePlacing = () => void (work.around.quietMs = 0);
    await work.turn();
    expect(work.installed).toEqual([]);
    expect(work.lines.at(-1)).toBe(`update ${NEW} waits once more: quiet`);
  });

  it('does not begin when Keyroom is quit meanwhile', async () => {
    const stopped = new Promise<void>((resolve) => {
      work.whilePlacing = () => void work.updater.stop().then(resolve);
    });
    await work.updater.installNow();
    await stopped;
    expect(work.installed).toEqual([]);
  });
});
