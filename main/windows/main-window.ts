import { BrowserWindow, screen, type IpcMainInvokeEvent } from 'electron';
import { APP_ORIGIN } from '../../shared/ipc/channels';
import type { KeptWindow } from './window-keeper';

const WIDTH_PX = 1280;
const HEIGHT_PX = 800;

/** The smallest window in which source and form still stand side by side. */
const MIN_WIDTH_PX = 900;
const MIN_HEIGHT_PX = 560;

export type MainWindow = KeptWindow & Readonly<{ window: BrowserWindow }>;

/** Opens the station's one window; `devUrl` is the hot-reloading page of a development build; `onTouch` hears of every key. */
export function openMainWindow(preloadFile: string, devUrl: string | undefined, onTouch: () => void): MainWindow {
  // On a small screen the status bar would lie below its edge.
  const room = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    width: Math.min(WIDTH_PX, room.width),
    height: Math.min(HEIGHT_PX, room.height),
    minWidth: MIN_WIDTH_PX,
    minHeight: MIN_HEIGHT_PX,
    show: false,
    title: 'Keyroom',
    backgroundColor: '#f6f7f8',
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      backgroundThrottling: false,
      spellcheck: false,
      devTools: devUrl !== undefined,
    },
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('before-input-event', onTouch);
  // What fails is told by `did-fail-load`.
  window.loadURL(devUrl ?? `${APP_ORIGIN}/`).catch(() => undefined);
  return { window, ...keptParts(window) };
}

/** Chromium's word for a load that was given up for another one. */
const ABORTED = -3;

function keptParts(window: BrowserWindow): KeptWindow {
  const page = window.webContents;
  return {
    isDestroyed: () => window.isDestroyed(),
    bringToFront: () => bringToFront(window),
    close: () => window.destroy(),
    reload: () => page.reload(),
    onClosed: (listener) => void window.on('closed', listener),
    onPageGone: (listener) => void page.on('render-process-gone', (_event, { reason }) => listener(reason)),
    onPageNotLoaded: (listener) =>
      void page.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
        if (isMainFrame && code !== ABORTED) listener(description);
      }),
  };
}

/** Whether a call comes from the app's own page in this window's main frame. */
export function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow, devUrl: string | undefined): boolean {
  const frame = event.senderFrame;
  if (frame === null || event.sender !== window.webContents || frame !== window.webContents.mainFrame) return false;
  return new URL(frame.url).href.startsWith(devUrl ?? `${APP_ORIGIN}/`);
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
