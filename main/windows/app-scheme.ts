import { protocol, session } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { APP_ORIGIN, APP_SCHEME } from '../../shared/ipc/channels';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/**
 * What the page may load and run: its own files, and nothing from the network. `blob:` is for decoded pictures.
 * React Aria sets a few style attributes, which is why inline styles are let through and inline scripts are not.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self' 'unsafe-inline'", "font-src 'self'",
  "img-src 'self' blob:", "connect-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

/** Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page under the app's own scheme, each answer with the policy. */
export function serveApp(rendererFolder: string): void {
  session.defaultSession.protocol.handle(APP_SCHEME, async (request) => {
    const path = fileOf(rendererFolder, request.url);
    const bytes = path === null ? null : await readFile(path).catch(() => null);
    if (path === null || bytes === null) return new Response('not found', { status: 404 });
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': MEDIA_TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      },
    });
  });
}

/** Null when the address leads out of the folder. */
function fileOf(folder: string, url: string): string | null {
  const { pathname } = new URL(url);
  const file = normalize(join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
  return url.startsWith(`${APP_ORIGIN}/`) && file.startsWith(folder + sep) ? file : null;
}
