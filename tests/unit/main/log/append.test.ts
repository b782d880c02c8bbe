import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeDisk } from '../../../../main/log/node-disk';
import { nodeReserve, RESERVE_BYTES } from '../../../../main/log/node-reserve';
import { SegmentedLog } from '../../../../main/log/segmented-log';
import { ForgetfulDisk, nothingSurvives } from '../../../support/forgetful-disk';
import { LOG_ID, openLog, readAll } from '../../../support/log-script';

const texts = (count: number): string[] => Array.from({ length: count }, (_, i) => `"record ${i}"`);

describe('appending', () => {
  it('shares syncs among appends that come together, and keeps their order', async () => {
    const disk = new ForgetfulDisk();
    const log = await openLog(disk, { segmentBytes: 1_000_000 });
    const firsts = await Promise.all(texts(50).map((text) => log.append([text])));
    expect(firsts).toEqual(texts(50).map((_, i) => i));
    expect(disk.syncs).toBeLessThanOrEqual(2);
    expect((await readAll(log)).map((r) => r.text)).toEqual(texts(50));
  });

  it('answers only when the record is durable', async () => {
    const disk = new ForgetfulDisk();
    const log = await openLog(disk);
    const told: number[] = [];
    log.onAppended(() => told.push(log.nextIndex));
    await log.append(['"a"', '"b"']);
    expect(told).toEqual([2]);
    disk.restart(nothingSurvives);
    expect((await readAll(await openLog(disk))).map((r) => r.text)).toEqual(['"a"', '"b"']);
  });

  it('abandons a segment whose sync failed and writes the records anew, each read back once and in order', async () => {
    const disk = new ForgetfulDisk();
    const log = await openLog(disk);
    await log.append(['"one"']);
    disk.failAt({ at: disk.operationCount + 1, code: 'EIO' });
    expect(await log.append(['"two"', '"three"'])).toBe(1);
    expect(await log.append(['"four"'])).toBe(3);
    const [abandoned = '', next = ''] = disk.names();
    expect(disk.bytesOf(abandoned).includes('"two"')).toBe(true);
    expect(disk.bytesOf(next).includes('"two"')).toBe(true);
    for (const each of [log, await openLog(disk)]) {
      expect((await readAll(each)).map((r) => [r.index, r.text])).toEqual([[0, '"one"'], [1, '"two"'], [2, '"three"'], [3, '"four"']]);
      expect(each.damagedRecords).toBe(0);
    }
    expect(disk.misuses).toEqual([]);
  });

  it('gives up the reserve when the disk is full, and saves', async () => {
    const disk = new ForgetfulDisk();
    let released = 0;
    const reserve = {
      release: async () => {
        if (released > 0) return false;
        released += 1;
        disk.addRoom(2000);
        return true;
      },
    };
    const log = await openLog(disk, { reserve });
    await log.append(['"before"']);
    disk.limitTo(10);
    expect(await log.append(['"saved all the same"'])).toBe(1);
    expect(released).toBe(1);
    disk.restart(nothingSurvives);
    expect((await readAll(await openLog(disk))).map((r) => r.text)).toEqual(['"before"', '"saved all the same"']);
  });

  it('says that the disk is full when the reserve is gone too, and gives the same index to the next record', async () => {
    const disk = new ForgetfulDisk();
    const log = await openLog(disk, { reserve: { release: async () => false } });
    await log.append(['"before"']);
    disk.limitTo(10);
    await expect(log.append(['"too much"'])).rejects.toMatchObject({ kind: 'diskFull' });
    expect(log.nextIndex).toBe(1);
    disk.limitTo(100_000);
    expect(await log.append(['"after"'])).toBe(1);
    expect((await readAll(await openLog(disk))).map((r) => r.text)).toEqual(['"before"', '"after"']);
  });

  it('says that the disk fails when it does so twice, and works on once it does not', async () => {
    const disk = new ForgetfulDisk();
    const log = await openLog(disk);
    disk.failAt(...[0, 1, 2, 3].map((at) => ({ at, code: 'EIO' as const })));
    await expect(log.append(['"lost"'])).rejects.toMatchObject({ kind: 'diskFailing' });
    disk.failAt();
    expect(await log.append(['"saved"'])).toBe(0);
  });
});

describe('dropping', () => {
  it('deletes only whole segments, and never the one that tells the next index', async () => {
    const disk = new ForgetfulDisk();
    const log = await openLog(disk);
    for (const text of texts(40)) await log.append([text]);
    const count = disk.names().length;
    expect(count).toBeGreaterThan(3);
    await log.dropBefore(15);
    expect(disk.names().length).toBeLessThan(count);
    expect(log.firstIndex).toBeLessThanOrEqual(15);
    expect((await readAll(log)).map((r) => r.text)).toEqual(texts(40).slice(log.firstIndex));
    await log.roll();
    await log.append(['"last"']);
    await log.dropBefore(40);
    expect(disk.names()).toHaveLength(1);
    const reopened = await openLog(disk);
    expect([reopened.firstIndex, reopened.nextIndex, reopened.damagedRecords]).toEqual([40, 41, 0]);
  });

  it('does not trip a reader that is under way', async () => {
    const disk = new ForgetfulDisk();
    const log = await openLog(disk);
    for (const text of texts(40)) await log.append([text]);
    const reading = log.read(0, 1_000_000);
    await log.dropBefore(39);
    const read = (await reading).map((r) => r.text);
    expect(read.at(-1)).toBe('"record 39"');
    expect(log.damagedRecords).toBe(0);
  });
});

describe('a log on the real file system', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keyroom-log-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is read back after reopening, and its files are their owner’s alone', async () => {
    const options = { disk: await nodeDisk(join(folder, 'journal')), newLogId: () => LOG_ID, segmentBytes: 500 };
    const log = await SegmentedLog.open(options);
    for (const text of texts(30)) await log.append([text]);
    await log.dropBefore(10);
    await log.close();
    const reopened = await SegmentedLog.open(options);
    expect((await readAll(reopened)).map((r) => r.text)).toEqual(texts(30).slice(reopened.firstIndex));
    expect(reopened.logId).toBe(LOG_ID);
    const [name = ''] = await readdir(join(folder, 'journal'));
    expect((await stat(join(folder, 'journal', name))).mode & 0o077).toBe(0);
  });

  it('sets a reserve aside that is given up once and is there again at the next start', async () => {
    const reserve = await nodeReserve(folder);
    expect((await stat(join(folder, 'reserve'))).size).toBe(RESERVE_BYTES);
    expect([await reserve.release(), await reserve.release()]).toEqual([true, false]);
    expect(reserve.isHeld()).toBe(false);
    expect(await readdir(folder)).not.toContain('reserve');
    await nodeReserve(folder);
    expect((await stat(join(folder, 'reserve'))).size).toBe(RESERVE_BYTES);
  });

  it('makes a reserve that was given up anew when the disk has plenty of room again', async () => {
    let freeBytes = 2 * RESERVE_BYTES;
    const reserve = await nodeReserve(folder, async () => freeBytes);
    await reserve.release();
    await reserve.refill();
    expect(reserve.isHeld()).toBe(false);
    freeBytes = 100 * RESERVE_BYTES;
    await reserve.refill();
    expect([reserve.isHeld(), (await stat(join(folder, 'reserve'))).size]).toEqual([true, RESERVE_BYTES]);
    expect(await reserve.release()).toBe(true);
  });
});
