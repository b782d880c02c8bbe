import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SegmentedLog } from '../../../../main/log/segmented-log';
import { ForgetfulDisk, nothingSurvives } from '../../../support/forgetful-disk';
import { openLog, readAll } from '../../../support/log-script';

const TEXTS = Array.from({ length: 14 }, (_, i) => `{"n":${i},"text":"${'@æ '.repeat(i)}"}`);
const whole = new ForgetfulDisk();

async function fill(disk: ForgetfulDisk, texts: readonly string[]): Promise<void> {
  const log = await openLog(disk);
  for (const text of texts) await log.append([text]);
  await log.close();
}

async function textsOf(log: SegmentedLog): Promise<readonly string[]> {
  return (await readAll(log)).map((r) => r.text);
}

beforeAll(async () => {
  await fill(whole, TEXTS);
  expect(whole.names().length).toBeGreaterThan(2);
});

/** What must hold when one bit of a finished log was flipped. */
async function expectOnlyTheHitRecordGone(name: string, bit: number): Promise<void> {
  const disk = whole.copyAfterCut(nothingSurvives);
  disk.flipBit(name, bit);
  const log = await openLog(disk);
  const left = await textsOf(log);
  expect(TEXTS.length - left.length).toBeLessThanOrEqual(1);
  expect(left).toEqual(TEXTS.filter((text) => left.includes(text)));
  expect(log.damagedRecords).toBe(1);
  // An index that stood for something is not given out again: readers may have read it.
  expect(await log.append(['"next"'])).toBe(log.nextIndex - 1);
  expect(log.nextIndex).toBeGreaterThan(TEXTS.length);
  expect(await textsOf(await openLog(disk))).toEqual([...left, '"next"']);
}

describe('a flipped bit in a log', () => {
  it('is noticed in every byte, and costs at most the record that it hit', async () => {
    for (const name of whole.names()) {
      for (let byte = 0; byte < whole.bytesOf(name).length; byte += 1) await expectOnlyTheHitRecordGone(name, byte * 8 + (byte % 8));
    }
  });

  it('is noticed whichever bit it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole.names()), fc.double({ min: 0, max: 0.999_999, noNaN: true }), async (name, place) => {
        await expectOnlyTheHitRecordGone(name, Math.floor(place * whole.bytesOf(name).length * 8));
      }),
      { numRuns: 1000 },
    );
  });

  it('that happens while the log is open is noticed when the record is read', async () => {
    const disk = whole.copyAfterCut(nothingSurvives);
    const log = await openLog(disk);
    const name = disk.names()[1] ?? '';
    disk.flipBit(name, disk.bytesOf(name).length * 8 - 5);
    expect((await textsOf(log)).length).toBe(TEXTS.length - 1);
    expect(log.damagedRecords).toBe(1);
  });
});

describe('a damaged last record behind which a crash has left an empty segment', () => {
  it('is noticed all the same, and its index is not given out again', async () => {
    const disk = whole.copyAfterCut(nothingSurvives);
    const name = disk.names().at(-1) ?? '';
    disk.flipBit(name, disk.bytesOf(name).length * 8 - 5);
    await disk.create('0000009999.log');
    const log = await openLog(disk);
    expect([log.damagedRecords, log.nextIndex]).toEqual([1, TEXTS.length]);
  });
});

describe('a log of which the oldest segment cannot be read at all', () => {
  it('tells of it, as what follows shows that records stood there', async () => {
    const disk = whole.copyAfterCut(nothingSurvives);
    const [name = ''] = disk.names();
    const { length } = disk.bytesOf(name);
    disk.truncate(name, 0);
    disk.lengthenWithZeros(name, length);
    expect((await openLog(disk)).damagedRecords).toBeGreaterThan(0);
  });
});

describe('a log whose last append was cut off', () => {
  it('has every record before the cut, tells of no damage and goes on, wherever the cut is', async () => {
    const full = new ForgetfulDisk();
    const texts = TEXTS.slice(0, 4);
    await fill(full, texts);
    const [name = ''] = full.names();
    const ends = texts.map((text) => full.bytesOf(name).indexOf(text) + Buffer.byteLength(text));
    for (let length = 0; length <= full.bytesOf(name).length; length += 1) {
      const disk = full.copyAfterCut(nothingSurvives);
      disk.truncate(name, length);
      const log = await openLog(disk);
      const standing = texts.slice(0, ends.filter((end) => end <= length).length);
      expect(await textsOf(log)).toEqual(standing);
      expect(log.damagedRecords).toBe(0);
      await log.append(['"next"']);
      const reopened = await openLog(disk);
      expect(await textsOf(reopened)).toEqual([...standing, '"next"']);
      expect(reopened.damagedRecords).toBe(0);
    }
  });

  it('takes zeros at the end for bytes that never came', async () => {
    const disk = whole.copyAfterCut(nothingSurvives);
    const name = disk.names().at(-1) ?? '';
    const length = disk.bytesOf(name).length;
    const file = disk.bytesOf(name);
    disk.truncate(name, length - 10);
    disk.lengthenWithZeros(name, 10);
    expect(disk.bytesOf(name).length).toBe(file.length);
    const log = await openLog(disk);
    expect(log.damagedRecords).toBe(0);
    expect(log.nextIndex).toBe(TEXTS.length - 1);
  });

  it('counts records as damaged when later ones show that they were whole once', async () => {
    const disk = whole.copyAfterCut(nothingSurvives);
    const [name = ''] = disk.names();
    const before = await openLog(disk);
    const held = (await readAll(before)).filter((r) => disk.bytesOf(name).includes(r.text)).length;
    disk.truncate(name, disk.bytesOf(name).indexOf(TEXTS[1] ?? ''));
    const log = await openLog(disk);
    expect(log.damagedRecords).toBe(held - 1);
    expect(await textsOf(log)).toEqual([TEXTS[0], ...TEXTS.slice(held)]);
  });
});
