import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deskFolderOf } from '../../../main/profile';
import { lockProfile } from '../../../main/security/profile-lock';
import { buildMain } from '../../support/build-main';

let built: Awaited<ReturnType<typeof buildMain>>;
let profile: string;
beforeEach(async () => {
  built = await buildMain('main/headless.ts');
  profile = await mkdtemp(join(tmpdir(), 'keyroom-headless-'));
});
afterEach(() => Promise.all([built.folder, profile].map((each) => rm(each, { recursive: true, force: true }))));

it('a desk without a window has its data and its lock where the app has them', async () => {
  const desk = spawn(process.execPath, [built.path, '--profile', profile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => desk.once('exit', resolve));
  await new Promise((resolve) => desk.stdout.once('data', resolve));
  try {
    expect(await readdir(deskFolderOf(profile))).toEqual(expect.arrayContaining(['journal', 'inbox', 'documents']));
    expect(await lockProfile(profile, () => undefined)).toBeNull();
  } finally {
    desk.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
});
