import { createPackage, extractAll, listPackage } from '@electron/asar';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selfCheckReportSchema, type SelfCheckReport } from '../../main/diagnose/self-check-report';
import { appAtWork, NEXT_VERSION, packageFile, packages, run, twinOf, unpacked } from '../support/packaged-app';
import manifest from '../../package.json';

const { version } = manifest;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-packages-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the app says of itself; it needs no screen for that. */
async function selfCheck(executable: string, env: Readonly<Record<string, string>> = {}): Promise<Readonly<{ code: number | null; report: SelfCheckReport }>> {
  const { code, stdout } = await run(executable, ['--self-check', '--profile', join(folder, 'profile')], { DISPLAY: '', WAYLAND_DISPLAY: '', ...env });
  return { code, report: selfCheckReportSchema.parse(JSON.parse(stdout)) };
}

const sound = { code: 0, report: { healthy: true, isPackaged: true, version, bundle: { missing: [] } } };

describe('the packaged app', () => {
  it('is sound by its own check, without a screen', async () => {
    expect(await selfCheck(join(unpacked(packages.shipped), 'keyroom'))).toMatchObject(sound);
  });

  it('is checked beside itself at work, which goes on and keeps its profile', async () => {
    const executable = join(unpacked(packages.shipped), 'keyroom');
    const app = await appAtWork(executable, join(folder, 'profile'));
    try {
      expect(await selfCheck(executable)).toMatchObject({ code: 0, report: { healthy: true, profile: { exists: true } } });
      expect(app.isRunning()).toBe(true);
      expect((await run(executable, ['--profile', join(folder, 'profile')])).stderr).toContain('Keyroom is already open with this profile');
    } finally {
      await app.kill();
    }
  });

  it('says what is missing and ends with 1 when a file was left out of its archive', async () => {
    const twin = twinOf(unpacked(packages.shipped), folder);
    const archive = join(twin.folder, 'resources/app.asar');
    extractAll(archive, join(folder, 'app'));
    await rm(join(folder, 'app/dist/main/preload.cjs'));
    await rm(archive);
    await createPackage(join(folder, 'app'), archive);
    expect(await selfCheck(twin.executable)).toMatchObject({ code: 1, report: { healthy: false, problems: ['bundleIncomplete'], bundle: { missing: ['main/preload.cjs'] } } });
  });

  it('shows the version that its package has', async () => {
    expect(await selfCheck(join(unpacked(packages.next), 'keyroom'))).toMatchObject({ code: 0, report: { version: NEXT_VERSION } });
  });

  it('holds the app alone: no sources, no packages, no maps, no desk without a window, no place to fetch updates from', async () => {
    const resources = await readdir(join(unpacked(packages.shipped), 'resources'));
    expect(resources).toEqual(['app.asar']);
    const files = listPackage(join(unpacked(packages.shipped), 'resources/app.asar'), { isPack: false });
    expect(files).toEqual(expect.arrayContaining(['/package.json', '/dist/main/index.cjs', '/dist/main/preload.cjs', '/dist/renderer/index.html']));
    expect(files.filter((file) => !/^\/(?:package\.json|dist(?:\/(?:main|renderer)(?:\/.*)?)?)$/.test(file) || /\.map$|headless|node_modules/.test(file))).toEqual([]);
  });
});

describe('the archive', () => {
  const file = packageFile('tar.gz');

  it.skipIf(file === null)('unpacks to a folder of its name, with an app that is sound', async () => {
    execFileSync('tar', ['-xzf', file ?? '', '-C', folder]);
    expect(await readdir(folder)).toEqual([`keyroom-${version}-linux-x64`]);
    expect(await selfCheck(join(folder, `keyroom-${version}-linux-x64`, 'keyroom'))).toMatchObject(sound);
  });
});

describe('the AppImage', () => {
  const file = packageFile('AppImage');

  it.skipIf(file === null)('runs, with an app that is sound', async () => {
    const own = join(folder, 'keyroom.AppImage');
    await copyFile(file ?? '', own);
    await chmod(own, 0o755);
    expect(await selfCheck(own, { TMPDIR: folder })).toMatchObject(sound);
  });
});

describe('the Debian package', () => {
  const file = packageFile('deb');

  it.skipIf(file === null)('says what it is, who keeps it and what it needs', () => {
    const fields = execFileSync('dpkg-deb', ['--field', file ?? ''], { encoding: 'utf8' });
    expect(fields).toMatch(/^Package: keyroom$/m);
    expect(fields).toContain(`\nVersion: ${version}\n`);
    expect(fields).toMatch(/^Architecture: amd64$/m);
    expect(fields).toMatch(/^Maintainer: Keyroom <.+@.+>$/m);
    expect(fields).toMatch(/^Section: misc$/m);
    expect(fields).toMatch(/^Depends: .*libgtk-3-0.*libnss3.*libgbm1.*libasound2/m);
    expect(fields).toMatch(/^Description: workstation for keying and checking paperwork\n The workstation of .+/m);
  });

  it.skipIf(file === null)('holds an app that is sound, a desktop entry that is valid and the icon in every size', async () => {
    execFileSync('dpkg-deb', ['--extract', file ?? '', folder]);
    expect(await selfCheck(join(folder, 'opt/Keyroom/keyroom'))).toMatchObject(sound);
    const entry = join(folder, 'usr/share/applications/keyroom.desktop');
    expect(await readFile(entry, 'utf8')).toMatch(/^Exec=\/opt\/Keyroom\/keyroom %U$/m);
    if (existsSync('/usr/bin/desktop-file-validate')) execFileSync('desktop-file-validate', [entry]);
    const sizes = (await readdir(join(folder, 'usr/share/icons/hicolor'))).toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    expect(sizes).toEqual(['16x16', '24x24', '32x32', '48x48', '64x64', '128x128', '256x256', '512x512', '1024x1024']);
  });
});
