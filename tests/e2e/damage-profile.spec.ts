import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SmallDisk } from '../support/small-disk';
import { bareAppUnderTest } from './app-under-test';
import { batchOf, deliver, picture, signOnReady } from './damaged-desk';
import { expect, firstRowFocused, signOn, sourceName, submitAnything, test, type Site } from './station';

test('a profile that was copied and used twice loses nothing of either', async ({ centre, site, open }) => {
  await deliver(centre, site, 4);
  const first = await open();
  await signOnReady(first.page);
  await first.page.keyboard.press('Enter');
  await submitAnything(first.page);
  await expect(first.page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  await first.app.close();
  const copied = join(site.folder, 'desk copied');
  await cp(site.profile, copied, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.sock') });

  site.proxy.cut();
  const one = (await open()).page;
  const other = (await open(['--profile', copied])).page;
  await signOn(one);
  await firstRowFocused(one);
  await one.keyboard.press('Enter');
  await submitAnything(one);
  await signOn(other);
  await firstRowFocused(other);
  await other.keyboard.press('Enter');
  const twice = await sourceName(other).innerText();
  await submitAnything(other);
  await submitAnything(other);
  await expect(other.getByTestId('saved-here')).toHaveText('Saved here, not settled: 2');

  site.proxy.restore();
  await one.keyboard.press('F5');
  await expect(one.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0', { timeout: 30_000 });
  await other.keyboard.press('F5');
  await expect(other.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0', { timeout: 30_000 });
  expect(await batchOf(centre, site)).toEqual({ items: 4, done: 3, kept: 1 });
  await other.keyboard.press('Escape');
  await firstRowFocused(other);
  await expect(other.getByRole('region', { name: 'Work that the centre did not use' })).toContainText(`${twice} was done by somebody else first; yours is kept`);
  await expect(other.getByTestId('settled')).toHaveText('Settled: 3');
  await picture(other, '04-copied-profile');
});

test('a profile that may not be written to is refused in a sentence, and is diagnosed all the same, as is one at work', async ({ site, open }) => {
  const disk = SmallDisk.mount(site.profile, 64 * 1024 * 1024);
  test.skip(disk === null, 'only root may mount the small disk that this needs');
  if (disk === null) return;
  const first = await open();
  await signOn(first.page);
  expect(await diagnose(site)).toMatchObject({ disk: { isWritable: true }, journal: { damagedRecords: 0 }, lastKnown: { troubles: [] } });
  await first.app.close();
  disk.makeReadOnly();
  try {
    const refused = await start(['--profile', site.profile], 'said');
    expect(refused.stderr).toContain(`Keyroom may not write to its folder. The folder ${site.profile} is read-only`);
    expect(refused.stderr).not.toMatch(/^\s+at /m);
    expect(await diagnose(site)).toMatchObject({ disk: { isWritable: false }, roster: { memberCount: 1 }, versions: { electron: expect.any(String) } });
  } finally {
    disk.unmount();
  }
});

/** What the app's own diagnosis of a site's profile says. */
async function diagnose(site: Site): Promise<unknown> {
  const { stdout } = await start(['--profile', site.profile, '--diagnose', '--out', site.folder], 'ended');
  expect(stdout.startsWith(join(site.folder, 'keyroom-diagnosis-'))).toBe(true);
  return JSON.parse(await readFile(stdout.trim(), 'utf8'));
}

/** Starts the app and gives what it said: at its end, or, as it may wait at a box for somebody, once it has said a sentence of its own. */
async function start(flags: readonly string[], until: 'said' | 'ended'): Promise<Readonly<{ stdout: string; stderr: string }>> {
  const { executable, args } = await bareAppUnderTest();
  const child = spawn(executable, [...args, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const ended = once(child, 'close');
  child.stdout.on('data', (bytes) => {
    stdout += String(bytes);
  });
  child.stderr.on('data', (bytes) => {
    stderr += String(bytes);
    if (until === 'said' && /Keyroom .*\n/.test(stderr)) child.kill();
  });
  await ended;
  return { stdout, stderr };
}
