import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appImage } from '../../../../main/updates/app-image';
import type { ReadyUpdate } from '../../../../main/updates/updater-parts';
import { artifactOf, manifestFor } from '../../../support/signed-release';
import { NEW, OLD } from '../../../support/update-records';

let folder: string;
let installedPath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-appimage-'));
  installedPath = join(folder, 'keyroom.AppImage');
  await writeFile(installedPath, OLD);
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

/** An image that holds nothing but its version, as a profile has fetched it. */
async function readyIn(updatesFolder: string, bytes = NEW): Promise<ReadyUpdate> {
  await mkdir(updatesFolder, { recursive: true });
  const artifact = artifactOf(new TextEncoder().encode(NEW));
  const path = join(updatesFolder, artifact.sha256);
  await writeFile(path, bytes);
  return { manifest: manifestFor(NEW, { artifacts: [artifact] }), artifact, path, backPath: null };
}

describe('an AppImage', () => {
  it('has the new version beside it, to be run, until that takes its place', async () => {
    const updates = join(folder, 'one');
    const image = appImage(installedPath, updates);
    const { trialPath } = await image.place(await readyIn(updates));
    expect([await readFile(installedPath, 'utf8'), await readFile(trialPath, 'utf8'), (await stat(trialPath)).mode & 0o777]).toEqual([OLD, NEW, 0o755]);
    await image.keep();
    expect([await readFile(installedPath, 'utf8'), (await readdir(folder)).toSorted()]).toEqual([NEW, ['keyroom.AppImage', 'one']]);
  });

  it('is as it was once the new version is taken back', async () => {
    const updates = join(folder, 'one');
    const image = appImage(installedPath, updates);
    await image.place(await readyIn(updates));
    await image.takeBack(OLD);
    expect([await readFile(installedPath, 'utf8'), (await readdir(folder)).toSorted()]).toEqual([OLD, ['keyroom.AppImage', 'one']]);
  });

  it('does not stand beside a copy that is not what was signed', async () => {
    const updates = join(folder, 'one');
    await expect(appImage(installedPath, updates).place(await readyIn(updates, `${NEW} and more`))).rejects.toThrow('not what was signed');
  });

  it('has a trial of each profile that runs it: what one clears away is not the other’s', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    const image = appImage(installedPath, one);
    const { trialPath } = await image.place(await readyIn(one));
    await appImage(installedPath, two).tidy(OLD);
    expect(await readFile(trialPath, 'utf8')).toBe(NEW);
    await image.keep();
    expect(await readFile(installedPath, 'utf8')).toBe(NEW);
  });
});
