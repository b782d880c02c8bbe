import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { FUSE, packages, unpacked } from '../support/packaged-app';
import manifest from '../../package.json';

/** What must be in the wire of the app that ships. */
const SHIPPED: Readonly<Partial<Record<FuseV1Options, number>>> = {
  [FuseV1Options.RunAsNode]: FUSE.off,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FUSE.off,
  [FuseV1Options.EnableNodeCliInspectArguments]: FUSE.off,
  [FuseV1Options.OnlyLoadAppFromAsar]: FUSE.on,
  [FuseV1Options.EnableCookieEncryption]: FUSE.on,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FUSE.on,
};

const executable = (folder: string): string => join(unpacked(folder), 'keyroom');

describe('the fuses in the executable', () => {
  it('are set as they ship', async () => {
    expect(await getCurrentFuseWire(executable(packages.shipped))).toMatchObject(SHIPPED);
  });

  it('take privileges from file: pages, where the runtime has that fuse; the Electron that ships has it', async ({ skip }) => {
    const wire = await getCurrentFuseWire(executable(packages.shipped));
    const { version } = await electronRuntime();
    if (version !== manifest.devDependencies.electron && !(FuseV1Options.GrantFileProtocolExtraPrivileges in wire)) skip(`Electron ${version} does not have it`);
    expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(FUSE.off);
  });

  it('are not those of the runtime before it is packaged', async () => {
    const { executable: bare } = await electronRuntime();
    expect(await getCurrentFuseWire(bare)).toMatchObject({
      [FuseV1Options.RunAsNode]: FUSE.on, [FuseV1Options.EnableNodeCliInspectArguments]: FUSE.on, [FuseV1Options.OnlyLoadAppFromAsar]: FUSE.off,
    });
  });

  it('differ in one alone where a test driver is let in, and so does nothing else', async () => {
    const [shipped, inspectable] = await Promise.all([hashes(unpacked(packages.shipped)), hashes(unpacked(packages.inspectable))]);
    expect([...inspectable.keys()]).toEqual([...shipped.keys()]);
    expect([...shipped].filter(([file, hash]) => inspectable.get(file) !== hash).map(([file]) => file)).toEqual(['keyroom']);
    const wire = await getCurrentFuseWire(executable(packages.inspectable));
    expect(wire).toEqual({ ...(await getCurrentFuseWire(executable(packages.shipped))), [FuseV1Options.EnableNodeCliInspectArguments]: FUSE.on });
    expect(await differentBytes(executable(packages.shipped), executable(packages.inspectable))).toBe(1);
  });
});

async function hashes(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name)).toSorted();
  const found = new Map<string, string>();
  for (const file of files) found.set(relative(folder, file), createHash('sha256').update(await readFile(file)).digest('hex'));
  return found;
}

async function differentBytes(one: string, other: string): Promise<number> {
  const [a, b] = await Promise.all([readFile(one), readFile(other)]);
  let count = Math.abs(a.length - b.length);
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) if (a[i] !== b[i]) count += 1;
  return count;
}
