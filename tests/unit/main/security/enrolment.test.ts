import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnrolmentFile, type Enrolment } from '../../../../main/security/enrolment';
import { fileModeVault, type Vault } from '../../../../main/security/vault';
import { makeKey } from '../../../../shared/seals/make-key';
import { publicHalf } from '../../../../shared/seals/sealed-key';
import { idOf } from '../../../support/desk-fixtures';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-enrolment-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the enrolment of a desk', () => {
  const other: Vault = { scheme: 'operatingSystem', protect: (plain) => Buffer.from(plain).toString('base64'), open: (sealed) => Buffer.from(sealed, 'base64').toString() };

  async function enrolment(): Promise<Enrolment> {
    const [signKey, sealKey] = await Promise.all([makeKey('sign'), makeKey('seal')]);
    const place = {
      deskId: idOf('desk', 1), deskName: 'Desk', siteId: idOf('desk', 2), siteName: 'Site', centreKey: publicHalf(sealKey), siteKeys: [],
      centreTimeUtc: '2026-11-21T08:00:00.000Z',
    };
    return { serverUrl: 'https://centre.invalid', place, signKey, sealKey };
  }

  it.each([['the file’s mode', fileModeVault], ['the system’s key store', other]])('is read back as it was written, protected by %s', async (_what, vault) => {
    const written = await enrolment();
    await new EnrolmentFile(folder, vault).write(written);
    expect(await new EnrolmentFile(folder, vault).read()).toEqual(written);
    expect((await stat(join(folder, 'enrolment.json'))).mode & 0o077).toBe(0);
  });

  it('shows no private key where there is a key store', async () => {
    const written = await enrolment();
    await new EnrolmentFile(folder, other).write(written);
    expect(await readFile(join(folder, 'enrolment.json'), 'utf8')).not.toContain(written.sealKey.d);
  });

  it('written before there was a key store is still read', async () => {
    const written = await enrolment();
    await new EnrolmentFile(folder, fileModeVault).write(written);
    expect(await new EnrolmentFile(folder, other).read()).toEqual(written);
  });

  it('is none when there is no file, when it is damaged, or when its key store is another machine’s', async () => {
    expect(await new EnrolmentFile(folder, fileModeVault).read()).toBeNull();
    await new EnrolmentFile(folder, other).write(await enrolment());
    expect(await new EnrolmentFile(folder, fileModeVault).read()).toBeNull();
    const foreign: Vault = { ...other, open: () => { throw new Error('not this machine'); } };
    expect(await new EnrolmentFile(folder, foreign).read()).toBeNull();
    await writeFile(join(folder, 'enrolment.json'), '{"v":1');
    expect(await new EnrolmentFile(folder, other).read()).toBeNull();
  });
});
