import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockProfile } from '../../../../main/security/profile-lock';
import { buildMain } from '../../../support/build-main';

let built: Awaited<ReturnType<typeof buildMain>>;
let folder: string;
let children: ChildProcess[];
beforeAll(async () => {
  built = await buildMain('main/security/profile-lock.ts');
});
afterAll(() => rm(built.folder, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-profile-'));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  await rm(folder, { recursive: true, force: true });
});

const nobody = (): void => undefined;

/** Starts a process that tries for the profile, says what came of it, and stays when it has it. */
async function startElsewhere(profile = folder, env: Record<string, string> = {}): Promise<Readonly<{ child: ChildProcess; said: string }>> {
  const script = `require(${JSON.stringify(built.path)}).lockProfile(${JSON.stringify(profile)}, () => {}).then((lock) => {
    console.log(lock === null ? 'taken' : 'mine');
    if (lock !== null) setInterval(() => {}, 1e6);
  }, (error) => console.log(String(error)))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  children.push(child);
  const said = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())));
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

describe('the lock of a profile', () => {
  it('is one process’s alone: a second start tells the first, and gets it once it is released', async () => {
    let knocks = 0;
    let knocked: () => void = nobody;
    const heard = new Promise<void>((resolve) => {
      knocked = resolve;
    });
    const lock = await lockProfile(folder, () => {
      knocks += 1;
      knocked();
    });
    expect(lock).not.toBeNull();
    expect((await startElsewhere()).said).toBe('taken');
    await heard;
    expect(knocks).toBe(1);
    const other = await lockProfile(join(folder, 'other'), nobody);
    expect(other).not.toBeNull();
    await other?.release();
    await lock?.release();
    const again = await lockProfile(folder, nobody);
    expect(again).not.toBeNull();
    await again?.release();
  });

  it('is free again when its process was killed, for exactly one of those who start at the same moment', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { child, said } = await startElsewhere();
      expect(said).toBe('mine');
      expect(await lockProfile(folder, nobody)).toBeNull();
      await kill(child);
      const here = Promise.all(Array.from({ length: 8 }, () => lockProfile(folder, nobody)));
      const elsewhere = await Promise.all(Array.from({ length: 5 }, () => startElsewhere()));
      const locks = (await here).filter((lock) => lock !== null);
      const mine = elsewhere.filter((each) => each.said === 'mine');
      expect(locks.length + mine.length).toBe(1);
      expect((await startElsewhere()).said).toBe('taken');
      await Promise.all([...locks.map((lock) => lock.release()), ...mine.map((each) => kill(each.child))]);
    }
  });

  it('is one’s alone however often it was left behind, and leaves no litter', async () => {
    for (let round = 0; round < 30; round += 1) {
      const locks = await Promise.all(Array.from({ length: 6 }, () => lockProfile(folder, nobody)));
      const held = locks.filter((lock) => lock !== null);
      expect(held).toHaveLength(1);
      expect(await readdir(join(folder, 'lock'))).toHaveLength(2);
      await held[0]?.release();
    }
  });

  it('is the same by every path to the profile and in every environment', async () => {
    const link = join(folder, 'link');
    const profile = join(folder, 'profile');
    await mkdir(profile);
    await symlink(profile, link);
    const lock = await lockProfile(link, nobody);
    expect(lock?.address.startsWith(await realpath(profile))).toBe(true);
    for (const path of [profile, link, join(profile, '..', 'profile')]) {
      expect((await startElsewhere(path, { XDG_RUNTIME_DIR: folder, TMPDIR: folder })).said).toBe('taken');
    }
    await lock?.release();
  });

  it('is had under a path that is longer than a socket’s may be', async () => {
    const profile = join(folder, 'a long name '.repeat(9), 'é'.repeat(100));
    const lock = await lockProfile(profile, nobody);
    expect(lock).not.toBeNull();
    expect((await startElsewhere(profile)).said).toBe('taken');
    await lock?.release();
    const { child, said } = await startElsewhere(profile);
    expect(said).toBe('mine');
    await kill(child);
    const after = await lockProfile(profile, nobody);
    expect(after).not.toBeNull();
    await after?.release();
  });
});
