import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KeptFile } from '../../../../main/security/kept-file';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-kept-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a file that the disk does not take is kept, and written with the latest text when it does', async () => {
  const away = join(folder, 'away');
  const file = new KeptFile(join(away, 'file.json'));
  expect(await file.read()).toBeNull();
  await file.write('one');
  await file.write('two');
  expect(file.failure?.kind).toBe('diskFailing');
  await mkdir(away);
  await file.retry();
  expect([file.failure, await file.read()]).toEqual([null, 'two']);
  expect((await stat(join(away, 'file.json'))).mode & 0o077).toBe(0);
  await rm(join(away, 'file.json'));
  await file.retry();
  await expect(readFile(join(away, 'file.json'))).rejects.toThrow('ENOENT');
});
