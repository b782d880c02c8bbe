import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { appAtWork, packages, run, twinOf, unpacked } from '../support/packaged-app';

const PROJECT = resolve(import.meta.dirname, '../..');
const shipped = join(unpacked(packages.shipped), 'keyroom');
const inspectable = join(unpacked(packages.inspectable), 'keyroom');

let folder: string;
/** Written by whoever gets in. */
let marker: string;
let intruder: string;
let check: readonly string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-doors-'));
  marker = join(folder, 'marker');
  intruder = join(folder, 'intruder.cjs');
  await writeFile(intruder, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'in');`);
  check = ['--self-check', '--profile', join(folder, 'profile')];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const wasLetIn = (): boolean => existsSync(marker);

describe('ELECTRON_RUN_AS_NODE', () => {
  const env = { ELECTRON_RUN_AS_NODE: '1' };

  it('does not make a Node of the shipped app: it stays the app', async () => {
    const { code, stdout } = await run(shipped, [intruder, ...check], env);
    expect({ wasLetIn: wasLetIn(), code, report: JSON.parse(stdout) }).toMatchObject({ wasLetIn: false, code: 0, report: { healthy: true } });
  });

  it('makes one of a runtime without fuses', async () => {
    const { executable } = await electronRuntime();
    await run(executable, [intruder, ...check], env);
    expect(wasLetIn()).toBe(true);
  });
});

describe('NODE_OPTIONS', () => {
  it('loads nothing into the shipped app', async () => {
    const { code } = await run(shipped, check, { NODE_OPTIONS: `--require ${intruder}` });
    expect({ wasLetIn: wasLetIn(), code }).toEqual({ wasLetIn: false, code: 0 });
  });

  it('loads what it names into a runtime without fuses', async () => {
    const { executable } = await electronRuntime();
    const { code } = await run(executable, [PROJECT, ...check], { NODE_OPTIONS: `--require ${intruder}` });
    expect({ wasLetIn: wasLetIn(), code }).toEqual({ wasLetIn: true, code: 0 });
  });
});

describe('--inspect', () => {
  it('opens no port of the shipped app', async () => {
    expect(await debuggerListens(shipped)).toEqual({ listens: false, said: false });
  });

  it('opens one where a test driver is let in', async () => {
    expect(await debuggerListens(inspectable)).toEqual({ listens: true, said: true });
  });
});

describe('a folder put beside or in the place of the app\'s archive', () => {
  it('does nothing to the shipped app', async () => {
    const twin = twinOf(unpacked(packages.shipped), folder);
    await putAppFolder(twin.folder);
    expect(await run(twin.executable, check)).toMatchObject({ code: 0 });
    expect(wasLetIn()).toBe(false);
    await rm(join(twin.folder, 'resources/app.asar'));
    await run(twin.executable, check);
    expect(wasLetIn()).toBe(false);
  });

  it('is run in the place of the archive where the fuse is not set', async () => {
    const twin = twinOf(unpacked(packages.shipped), folder);
    await flipFuses(twin.executable, { version: FuseVersion.V1, [FuseV1Options.OnlyLoadAppFromAsar]: false });
    await putAppFolder(twin.folder);
    await rm(join(twin.folder, 'resources/app.asar'));
    await run(twin.executable, check);
    expect(wasLetIn()).toBe(true);
  });
});

async function putAppFolder(appFolder: string): Promise<void> {
  const app = join(appFolder, 'resources/app');
  await mkdir(app);
  await writeFile(join(app, 'package.json'), '{"name": "intruder", "version": "1.0.0", "main": "main.cjs"}');
  await writeFile(join(app, 'main.cjs'), `require(${JSON.stringify(intruder)}); process.exit(0);`);
}

/** Starts the app with a debugger's port, and looks at the port once the app is at work. */
async function debuggerListens(executable: string): Promise<Readonly<{ listens: boolean; said: boolean }>> {
  const port = await freePort();
  const app = await appAtWork(executable, join(folder, 'profile'), [`--inspect=127.0.0.1:${port}`]);
  try {
    return { listens: await answers(port), said: app.said().includes('Debugger listening') };
  } finally {
    await app.kill();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => settle(false));
  });
}
