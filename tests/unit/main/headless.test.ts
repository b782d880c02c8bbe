import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
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

/** Somebody for whom a file's mode counts: nobody, where this process is root. */
const ORDINARY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

it('a desk without a window that may not write to its profile says so in one line, and ends', async () => {
  await chmod(built.folder, 0o755);
  await chmod(profile, 0o555);
  const desk = spawn(process.execPath, [built.path, '--profile', profile], { stdio: ['ignore', 'ignore', 'pipe'], ...ORDINARY });
  let said = '';
  desk.stderr.on('data', (bytes) => {
    said += String(bytes);
  });
  const ended = new Promise((resolve) => desk.once('close', resolve));
  expect(await ended).toBe(1);
  expect(said).toBe(`Keyroom may not write to its folder. The folder ${profile} is read-only or belongs to somebody else. What was saved in it is safe. Nothing can be keyed here until Keyroom may write to it: call your IT person.\n`);
});

it('a wrong flag is answered in one line and with another exit code', async () => {
  const desk = spawn(process.execPath, [built.path, '--profile', profile, '--server', 'centre'], { stdio: ['ignore', 'ignore', 'ignore'] });
  expect(await new Promise((resolve) => desk.once('exit', resolve))).toBe(2);
});
