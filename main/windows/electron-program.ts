import { app } from 'electron';
import { join } from 'node:path';
import type { Program } from '../self-update';

/** Has a program started as this one was, after this one has ended. */
export function startAgain(path: string): void {
  app.relaunch({ execPath: path, args: process.argv.slice(1) });
}

/** This Electron process as an update sees it. */
export function electronProgram(parts: Pick<Program, 'isWindowShown' | 'closePage' | 'letGo'>): Program {
  const appImagePath = process.env['APPIMAGE'];
  const args = process.argv.slice(1);
  return {
    ...parts, args,
    version: app.getVersion(),
    surroundings: { platform: process.platform, arch: process.arch, isPackaged: app.isPackaged, execPath: process.execPath, appImagePath, appDir: process.env['APPDIR'] },
    keysFile: (app.isPackaged ? undefined : process.env['KEYROOM_RELEASE_KEYS']) ?? join(__dirname, 'release-keys.json'),
    startAnew: (path) => {
      startAgain(path);
      app.exit(0);
    },
    leave: (exitCode) => app.exit(exitCode),
  };
}
