import { app, session } from 'electron';

/** Denies every page what the station never needs: permissions, popups, navigation, webviews. */
export function lockDown(allowedOrigin: string): void {
  session.defaultSession.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, page) => {
    page.setWindowOpenHandler(() => ({ action: 'deny' }));
    page.on('will-navigate', (event, url) => {
      if (new URL(url).origin !== allowedOrigin && !url.startsWith(`${allowedOrigin}/`)) event.preventDefault();
    });
    page.on('will-redirect', (event) => event.preventDefault());
    page.on('will-attach-webview', (event) => event.preventDefault());
  });
}
