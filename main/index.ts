import { app, dialog, type BrowserWindow } from 'electron';
import { webcrypto } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { APP_ORIGIN } from '../shared/ipc/channels';
import { Desk } from './desk';
import { startFailureKind, startFailureWords } from './start-failure';
import { deskFigures } from './diagnose/desk-figures';
import { selfCheckAtOnce } from './diagnose/self-check-at-once';
import { writeDiagnosis } from './diagnose/write-diagnosis';
import { deskCalls } from './ipc/desk-calls';
import { sendEvent, serveCalls } from './ipc/serve-calls';
import { followFlags } from './follow-flags';
import { launchFlags, type LaunchFlags } from './launch-flags';
import { nameOfError } from './last-known';
import { deskLogFolder, openDeskLog } from './desk-log';
import { deskFolderOf, reportBroken } from './profile';
import { SelfUpdate } from './self-update';
import { workerPinHash } from './security/pin-hash';
import { lockProfile } from './security/profile-lock';
import { systemVault } from './security/system-vault';
import { systemClock, systemDraws } from './system-clock';
import { declareAppScheme, serveApp } from './windows/app-scheme';
import { electronProgram, startAgain } from './windows/electron-program';
import { lockDown } from './windows/lock-down';
import { isOwnPage, openMainWindow } from './windows/main-window';
import { WindowKeeper } from './windows/window-keeper';

// Electron 25's main process has WebCrypto, but not under its standard name.
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

const devUrl = app.isPackaged ? undefined : process.env['VITE_DEV_SERVER_URL'];

declareAppScheme();
void main();

async function main(): Promise<void> {
  const flags = flagsOrExit();
  if (flags === null) return;
  try {
    if (flags['self-check'] === true) {
      checkSelf(flags);
      return;
    }
    if (flags.profile !== undefined) app.setPath('userData', resolve(flags.profile));
    if (flags.diagnose === true) await diagnose(flags);
    else await start(flags);
  } catch (error) {
    await tellWhyNot(error, flags.diagnose !== true && flags['self-check'] !== true);
    app.exit(1);
  }
}

/** In one line for whoever reads stderr, and in a box; a box that is shown before the app is ready never appears. */
async function tellWhyNot(error: unknown, inBox: boolean): Promise<void> {
  const folder = app.getPath('userData');
  const line = startFailureWords(error, folder, 'en');
  process.stderr.write(`${line.title}. ${line.text}\n`);
  if (startFailureKind(error) === 'broken') reportBroken(error);
  if (!inBox) return;
  await app.whenReady();
  const { title, text } = startFailureWords(error, folder, app.getLocale());
  dialog.showErrorBox(title, text);
}

/** A wrong flag is the user's slip, not ours: one sentence, no stack. */
function flagsOrExit(): LaunchFlags | null {
  try {
    return launchFlags(process.argv.slice(1));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(2);
    return null;
  }
}

/** Ends before Chromium begins: it needs no screen, and nothing but the check itself looks at the profile. */
function checkSelf({ profile }: LaunchFlags): void {
  const report = selfCheckAtOnce({
    profileFolder: resolve(profile ?? app.getPath('userData')), appFolder: join(__dirname, '..'),
    version: app.getVersion(), electron: process.versions.electron, isPackaged: app.isPackaged,
  }, join(__dirname, 'self-check-worker.cjs'));
  writeSync(process.stdout.fd, `${JSON.stringify(report, null, 2)}\n`);
  app.exit(report.healthy ? 0 : 1);
}

/** Needs no window and takes no lock. */
async function diagnose({ out }: LaunchFlags): Promise<void> {
  const profile = { profileFolder: app.getPath('userData'), version: app.getVersion(), nowMs: systemClock.wallMs() };
  process.stdout.write(`${await writeDiagnosis(profile, out)}\n`);
  app.exit(0);
}

async function start(flags: LaunchFlags): Promise<void> {
  let secondStart = (): void => undefined;
  const profileFolder = app.getPath('userData');
  const lock = await lockProfile(profileFolder, () => secondStart());
  if (lock === null) {
    process.stderr.write('Keyroom is already open with this profile; its window was brought to the front.\n');
    app.exit(0);
    return;
  }
  const deskFolder = deskFolderOf(profileFolder);
  const log = openDeskLog(deskFolder, systemClock.wallMs);
  log.line(`Keyroom ${app.getVersion()} starts`);
  const broken = (error: unknown): void => {
    reportBroken(error);
    log.line(`broken: ${nameOfError(error)}`);
  };
  const handOver = { hasBegun: false };
  app.on('window-all-closed', () => {
    if (!handOver.hasBegun) app.quit();
  });
  let hasPageCalled = false;
  // Before Chromium is ready: a version on trial that crashes in between has had this start.
  const self = await SelfUpdate.begin({
    deskFolder, clock: systemClock, log: log.line, onBroken: broken,
    program: electronProgram({
      isWindowShown: () => hasPageCalled && keeper.window?.window.isVisible() === true,
      closePage: () => {
        handOver.hasBegun = true;
        keeper.close();
      },
      letGo: () => lock.release(),
    }),
  });
  await app.whenReady();
  lockDown(devUrl === undefined ? APP_ORIGIN : new URL(devUrl).origin);
  serveApp(join(__dirname, '../renderer'));
  const keeper = new WindowKeeper({
    open: () => openMainWindow(join(__dirname, 'preload.cjs'), devUrl, () => self.noteTouch()),
    clock: systemClock,
    showError: (title, text) => dialog.showErrorBox(title, text),
  });
  const desk = await openDesk(deskFolder, self, () => keeper.window?.window ?? null, broken);
  await followFlags(desk, flags);
  const updater = await self.start(desk);
  serveCalls(deskCalls(desk, { allowHttp: flags['allow-http'] === true, updater, noteItemOpen: (isOpen) => self.noteItemOpen(isOpen), proved: () => self.proved(), figures: () => deskFigures(deskFolder, deskLogFolder(deskFolder)) }), {
    mayCall: (event) => {
      const mayCall = keeper.window !== null && isOwnPage(event, keeper.window.window, devUrl);
      hasPageCalled ||= mayCall;
      return mayCall;
    },
    onBroken: broken,
  });
  const closing = closeInOrder(async () => {
    await self.stop();
    await desk.close();
    log.line('Keyroom ends');
    await log.close();
  }, handOver);
  secondStart = () => {
    // The desk is closing: whoever started Keyroom once more gets a new one after it.
    if (closing.hasBegun()) startAgain(self.installedPath ?? process.execPath);
    else keeper.show();
  };
  keeper.show();
}

function openDesk(deskFolder: string, self: SelfUpdate, page: () => BrowserWindow | null, onBroken: (error: unknown) => void): Promise<Desk> {
  return Desk.open({
    profileFolder: deskFolder,
    version: app.getVersion(),
    clock: systemClock,
    draws: systemDraws,
    fetch: (url, init) => fetch(url, init),
    vault: systemVault(),
    pinHash: workerPinHash(),
    budget: self.budget,
    updateStatus: () => self.status,
    onBroken,
    onStatus: (status) => {
      const window = page();
      if (window !== null) sendEvent(window.webContents, 'desk.status', status, onBroken);
    },
  });
}

/** The log's last append is waited for before the process goes. After a hand-over everything is closed already. */
function closeInOrder(close: () => Promise<void>, handOver: Readonly<{ hasBegun: boolean }>): Readonly<{ hasBegun: () => boolean }> {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed || handOver.hasBegun) return;
    event.preventDefault();
    closed = true;
    void close().finally(() => app.quit());
  });
  return { hasBegun: () => closed || handOver.hasBegun };
}

process.on('unhandledRejection', reportBroken);
