import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UpdateRecordFile } from '../../../../main/updates/update-record';
import { NEW, recordWith } from '../../../support/update-records';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-record-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

describe('what a desk knows of its updates', () => {
  it('is on disk when a change says so, and read again by whoever opens it', async () => {
    const file = await UpdateRecordFile.open(folder);
    expect(await file.change({ failedVersions: [NEW] })).toBe(true);
    expect((await UpdateRecordFile.open(folder)).record).toEqual(file.record);
  });

  it('is read also where a version before wrote it', async () => {
    const due = { version: NEW, signed: 'a.b.c', sha256: '0'.repeat(64), sinceUtc: '2026-11-21T07:00:00.000Z' };
    const { deadline: _, ...before } = (await recordWith(folder, { failedVersions: ['0.9.0'] })).record;
    await writeFile(join(folder, 'record.json'), JSON.stringify({ ...before, due }));
    expect((await UpdateRecordFile.open(folder)).record).toEqual({ ...before, due: { version: NEW }, deadline: null });
  });

  it('says so where the disk does not take it, and opens on a disk that takes nothing', async () => {
    await writeFile(join(folder, 'in the way'), '');
    const file = await UpdateRecordFile.open(join(folder, 'in the way', 'updates'));
    expect(file.record).toMatchObject({ newest: null, trial: null });
    expect(await file.change({ failedVersions: [NEW] })).toBe(false);
    expect(file.record.failedVersions).toEqual([NEW]);
  });

  it('stays known where the disk cannot give it again', async () => {
    const file = await recordWith(folder, { failedVersions: ['0.9.0'] });
    const before = file.record;
    await writeFile(join(folder, 'record.json'), '{"v":1,');
    expect(await file.reread()).toEqual(before);
    await file.change({ trial: null });
    expect((await UpdateRecordFile.open(folder)).record).toMatchObject({ newest: before.newest, failedVersions: ['0.9.0'] });
  });

  it('holds what another process wrote', async () => {
    const [one, two] = [await recordWith(folder), await UpdateRecordFile.open(folder)];
    await two.change({ suspected: { version: NEW, for: 'noSync' } });
    expect((await one.reread()).suspected).toEqual({ version: NEW, for: 'noSync' });
  });

  it('remembers a hundred versions that failed, each once, the latest longest', async () => {
    const file = await UpdateRecordFile.open(folder);
    for (let i = 0; i < 105; i += 1) await file.change(file.wentBack(`1.0.${i}`, 'crashed', 0));
    await file.change(file.wentBack('1.0.50', 'crashed', 0));
    expect(file.record.failedVersions).toHaveLength(100);
    expect([file.record.failedVersions[0], file.record.failedVersions.at(-1), file.record.failedVersions.filter((each) => each === '1.0.50').length]).toEqual(['1.0.5', '1.0.50', 1]);
  });
});
