import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockProfile } from '../../../../main/security/profile-lock';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-profile-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock of a profile', () => {
  it('is one process’s alone: a second start tells the first, and gets it once it is released', async () => {
    let knocks = 0;
    let knocked: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => {
      knocked = resolve;
    });
    const lock = await lockProfile(folder, () => {
      knocks += 1;
      knocked();
    });
    expect(lock).not.toBeNull();
    expect(await lockProfile(folder, () => undefined)).toBeNull();
    await heard;
    expect(knocks).toBe(1);
    expect(await lockProfile(`${folder}-other`, () => undefined)).not.toBeNull();
    await lock?.release();
    const again = await lockProfile(folder, () => undefined);
    expect(again).not.toBeNull();
    await again?.release();
  });

  it('is free again when its process was killed', async () => {
    const lock = await lockProfile(folder, () => undefined);
    await lock?.release();
    // The other process takes the same address and dies on it, leaving its socket behind.
    const address = lock?.address ?? '';
    const script = `require('node:net').createServer().listen(${JSON.stringify(address)}, () => console.log('up'))`;
    const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => other.stdout.once('data', resolve));
    expect(await lockProfile(folder, () => undefined)).toBeNull();
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    expect((await stat(address)).isSocket()).toBe(true);
    const after = await lockProfile(folder, () => undefined);
    expect(after).not.toBeNull();
    await after?.release();
  });
});
