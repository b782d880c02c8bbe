import { expect, signOn, test } from './station';

test('the page has no Node, no network and no way out of its own origin', async ({ open }) => {
  const { page, app } = await open();
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  const seen = await page.evaluate(async () => {
    const attempt = (what: () => Promise<unknown>): Promise<string> => what().then(() => 'done', () => 'refused');
    const inlineScriptRuns = (): boolean => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineScriptRan = true';
      document.body.append(script);
      return 'inlineScriptRan' in window;
    };
    return {
      globals: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
      bridge: Object.keys(window.keyroom).toSorted(),
      fetched: await attempt(() => fetch('http://127.0.0.1:9/')),
      ownFile: await attempt(() => fetch('./index.html')),
      inlineScript: inlineScriptRuns(),
      popup: window.open('https://example.invalid/') === null,
      permission: await navigator.permissions.query({ name: 'geolocation' }).then((p) => p.state),
      origin: location.origin,
    };
  });
  expect(seen).toEqual({
    globals: [], bridge: ['call', 'onEvent'], fetched: 'refused', ownFile: 'refused', inlineScript: false, popup: true,
    permission: 'denied', origin: 'keyroom://app',
  });
  await page.evaluate(() => {
    location.href = 'https://example.invalid/';
  });
  // Playwright waits for a navigation that main has prevented, so main is asked what the window shows.
  const shown = await app.evaluate(async ({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows();
    const text: unknown = await windows[0]?.webContents.executeJavaScript('document.body.innerText');
    return { count: windows.length, url: windows[0]?.webContents.getURL(), text: String(text) };
  });
  expect(shown).toMatchObject({ count: 1, url: 'keyroom://app/', text: expect.stringContaining('Operator') });
});

test('calls that are not of the table, too large or not by their schema are refused and do nothing', async ({ open }) => {
  const { page } = await open();
  await signOn(page);
  const answers = await page.evaluate(async () => {
    const call = (name: string, request: unknown): Promise<unknown> => window.keyroom.call(name, request);
    return Promise.all([
      call('no.such.call', {}),
      call('constructor', {}),
      call('desk.describe', { surplus: true }),
      call('document.read', { hash: '../../etc/passwd' }),
      call('draft.save', { body: 'x'.repeat(4_000_000) }),
      call('mutation.commit', { kind: 'submit' }),
      call('session.signOn', null),
    ]);
  });
  const kinds = answers.map((a) => (a as { failure?: { kind: string } }).failure?.kind);
  expect(kinds).toEqual(['ipcRefused', 'ipcRefused', 'ipcRefused', 'ipcRefused', 'tooLarge', 'ipcRefused', 'ipcRefused']);
});
