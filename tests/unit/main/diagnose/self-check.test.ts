import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../../../main/desk';
import { selfCheck } from '../../../../main/diagnose/self-check';
import { selfCheckAtOnce } from '../../../../main/diagnose/self-check-at-once';
import { selfCheckReportSchema } from '../../../../main/diagnose/self-check-report';
import { deskFolderOf } from '../../../../main/profile';
import { makeKey } from '../../../../shared/seals/make-key';
import type { PrivateKey } from '../../../../shared/seals/sealed-key';
import { buildMain } from '../../../support/build-main';
import { deskAtWork, workOfZebediah } from '../../../support/desk-at-work';
import { SmallDisk } from '../../../support/small-disk';

let keys: Readonly<{ signKey: PrivateKey; sealKey: PrivateKey }>;
let folder: string;
let profileFolder: string;
let appFolder: string;
let desk: Desk | null;
beforeAll(async () => {
  const [signKey, sealKey] = await Promise.all([makeKey('sign'), makeKey('seal')]);
  keys = { signKey, sealKey };
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-self-check-'));
  profileFolder = join(folder, 'profile');
  appFolder = join(folder, 'app');
  desk = null;
  await buildApp();
});
afterEach(async () => {
  await desk?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The files of an app as the build leaves them, with nothing in them but the names of others. */
async function buildApp(): Promise<void> {
  await mkdir(join(appFolder, 'main'), { recursive: true });
  await mkdir(join(appFolder, 'renderer/assets'), { recursive: true });
  for (const name of ['index', 'preload', 'pin-hash-worker']) await writeFile(join(appFolder, 'main', `${name}.cjs`), '// main');
  await writeFile(join(appFolder, 'renderer/index.html'), '<script src="./assets/index-BepdubbV.js"></script><link href="./assets/index-KjeH2yvq.css">');
  await writeFile(join(appFolder, 'renderer/assets/index-BepdubbV.js'), 'new Worker("/assets/index-worker-BVk-z2fw.js")');
  await writeFile(join(appFolder, 'renderer/assets/index-KjeH2yvq.css'), 'src: url(/assets/inter-latin-wght-normal-Dx4kXJAl.woff2)');
  await writeFile(join(appFolder, 'renderer/assets/index-worker-BVk-z2fw.js'), '// worker');
  await writeFile(join(appFolder, 'renderer/assets/inter-latin-wght-normal-Dx4kXJAl.woff2'), 'font');
}

const check = () => selfCheck({ profileFolder, appFolder, version: '1.2.3', electron: '45.4.1', isPackaged: true });

async function textOf(of: string): Promise<string> {
  const files = (await readdir(of, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(files.map(async (entry) => `${entry.name} ${await readFile(join(entry.path, entry.name), 'latin1')}`))).join('\n');
}

describe('a self-check', () => {
  it('finds a whole app sound on a profile that is not there yet, and makes none', async () => {
    expect(await check()).toMatchObject({
      healthy: true, problems: [], version: '1.2.3', electron: '45.4.1', platform: process.platform, bundle: { fileCount: 8, missing: [] },
      profile: { exists: false, isWritable: true }, enrolment: null, unsettledCount: 0,
    });
    expect(await readdir(folder)).toEqual(['app']);
  });

  it('tells of a desk at work where it stands and how much is not settled', async () => {
    desk = await deskAtWork(deskFolderOf(profileFolder), keys);
    expect(await check()).toMatchObject({
      healthy: true, unsettledCount: 1, journal: { recordCount: 3, damagedRecords: 0 },
      enrolment: { siteName: 'Site', deskName: 'Desk', serverUrl: 'https://centre.invalid/keyroom' },
    });
  });

  it('changes nothing in a profile', async () => {
    await (await deskAtWork(deskFolderOf(profileFolder), keys)).close();
    const before = await textOf(profileFolder);
    expect((await check()).unsettledCount).toBe(1);
    expect(await textOf(profileFolder)).toBe(before);
  });

  it('holds no value, no name, no PIN and no key', async () => {
    desk = await deskAtWork(deskFolderOf(profileFolder), keys);
    const { operator, pin, entry, draft } = workOfZebediah;
    const said = JSON.stringify(await check());
    expect([operator.name, operator.login, pin, entry, draft, keys.signKey.d, keys.sealKey.d, 'secret'].filter((secret) => said.includes(secret))).toEqual([]);
  });

  it.each(['main/preload.cjs', 'renderer/index.html', 'renderer/assets/index-worker-BVk-z2fw.js', 'renderer/assets/inter-latin-wght-normal-Dx4kXJAl.woff2'])('misses %s', async (file) => {
    await rm(join(appFolder, file));
    const { healthy, problems, bundle } = await check();
    expect({ healthy, problems, missing: bundle.missing }).toEqual({ healthy: false, problems: ['bundleIncomplete'], missing: [file] });
  });

  it('calls a journal, an index and an enrolment that cannot be read by their names', async () => {
    await mkdir(deskFolderOf(profileFolder), { recursive: true });
    await writeFile(join(deskFolderOf(profileFolder), 'journal'), 'a file where a folder belongs');
    await writeFile(join(profileFolder, 'IndexedDB'), 'as well');
    await writeFile(join(deskFolderOf(profileFolder), 'enrolment.json'), '{"serverUrl": "zebediah');
    expect(await check()).toMatchObject({
      healthy: false, problems: ['journalUnreadable', 'indexUnreadable', 'enrolmentUnreadable'], unsettledCount: null, enrolment: { cannotBeRead: 'SyntaxError' },
    });
  });

  it('says that a profile cannot be written to', async ({ skip }) => {
    const isRoot = process.getuid?.() === 0;
    // A folder's mode does not bind root; a disk that is mounted read-only does.
    const disk = isRoot ? SmallDisk.mount(profileFolder, 64 * 1024 * 1024) : null;
    if (isRoot && disk === null) skip('this process may not mount the small disk that this needs');
    try {
      if (disk !== null) disk.makeReadOnly();
      else await mkdir(profileFolder, { mode: 0o555 });
      expect(await check()).toMatchObject({ healthy: false, problems: ['profileNotWritable'], profile: { exists: true, isWritable: false } });
    } finally {
      disk?.unmount();
    }
  });

  it('says that the disk is nearly full', async ({ skip }) => {
    const disk = SmallDisk.mount(profileFolder, 4 * 1024 * 1024);
    if (disk === null) skip('only root may mount the small disk that this needs');
    try {
      expect(await check()).toMatchObject({ healthy: false, problems: ['diskNearlyFull'] });
    } finally {
      disk?.unmount();
    }
  });

  it('is the same when whoever asks is held until it is done', async () => {
    const built = await buildMain('main/diagnose/self-check-worker.ts');
    try {
      const report = selfCheckAtOnce({ profileFolder, appFolder, version: '1.2.3', electron: undefined, isPackaged: false }, built.path);
      expect(selfCheckReportSchema.parse(report)).toMatchObject({ healthy: true, electron: null, isPackaged: false });
    } finally {
      await rm(built.folder, { recursive: true, force: true });
    }
  });
});
