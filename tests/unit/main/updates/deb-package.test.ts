import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { debPackage } from '../../../../main/updates/deb-package';
import type { Installation } from '../../../../main/updates/installation';
import type { ReadyUpdate } from '../../../../main/updates/updater-parts';
import { artifactOf, manifestFor } from '../../../support/signed-release';
import { NEW, OLD } from '../../../support/update-records';

let folder: string;
let installed: string;
let asked: string[];
let deb: Installation;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-deb-'));
  [installed, asked] = [OLD, []];
  deb = debPackage('/opt/Keyroom/keyroom', folder, {
    install: (path) => {
      asked.push('install');
      installed = readFileSync(path, 'utf8');
    },
    installedVersion: () => {
      asked.push('installedVersion');
      return installed;
    },
  });
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

/** Packages that hold nothing but their version. */
async function ready(): Promise<ReadyUpdate> {
  const artifact = artifactOf(new TextEncoder().encode(NEW));
  const [path, backPath] = [join(folder, artifact.sha256), join(folder, 'old')];
  await writeFile(path, NEW);
  await writeFile(backPath, OLD);
  return { manifest: manifestFor(NEW, { artifacts: [artifact] }), artifact, path, backPath };
}

describe('a Debian package', () => {
  it('is taken back with the package of the version before, which is at hand before anything is begun', async () => {
    const update = await ready();
    const { activate } = await deb.place(update);
    await rm(update.backPath ?? '');
    await activate();
    expect(installed).toBe(NEW);
    await deb.takeBack(OLD);
    expect(installed).toBe(OLD);
  });

  it('is not replaced without a way back', async () => {
    await expect(deb.place({ ...(await ready()), backPath: null })).rejects.toThrow('not at hand');
    expect([installed, asked]).toEqual([OLD, []]);
  });

  it('is not installed where its bytes were changed on the disk since they were looked at', async () => {
    const update = await ready();
    const { activate } = await deb.place(update);
    await writeFile(update.path, `${NEW} and more`);
    await expect(activate()).rejects.toThrow('not what was signed');
    expect(installed).toBe(OLD);
  });

  it('keeps the way back until the new version has proved itself, and not longer', async () => {
    const { activate } = await deb.place(await ready());
    await activate();
    await deb.keep();
    expect(await readdir(folder)).toContain('way-back.deb');
    await deb.tidy(OLD);
    expect(await readdir(folder)).toContain('way-back.deb');
    await deb.tidy(NEW);
    expect(await readdir(folder)).not.toContain('way-back.deb');
  });

  it('asks the package manager nothing at a start without an update', async () => {
    await deb.tidy(OLD);
    expect(asked).toEqual([]);
  });

  it('says so where there is nothing to go back to', async () => {
    installed = NEW;
    await expect(deb.takeBack(OLD)).rejects.toThrow('ENOENT');
  });
});
