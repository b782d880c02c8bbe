import { describe, expect, it } from 'vitest';
import { isPrivateWay, launchFlags } from '../../../main/launch-flags';

describe('the flags at launch', () => {
  it('are read beside those of Chromium and the file that was started', () => {
    expect(launchFlags(['.', '--no-sandbox', '--server=https://centre.example', '--enrol', 'ABCD2345', '--profile', '/data/desk', '--desk-name=Desk 7', '--lang=nb']))
      .toMatchObject({ server: 'https://centre.example', enrol: 'ABCD2345', profile: '/data/desk', 'desk-name': 'Desk 7' });
    expect(launchFlags([])).toEqual({});
    expect(launchFlags(['--diagnose', '--out', '/mail'])).toEqual({ diagnose: true, out: '/mail' });
    expect(launchFlags(['--self-check', '--profile=/data/desk'])).toEqual({ 'self-check': true, profile: '/data/desk' });
  });

  it.each([['--server', 'centre'], ['--server', 'ftp://centre.example'], ['--profile', '']])('are refused with a sentence: %s %j', (name, value) => {
    expect(() => launchFlags([`${name}=${value}`])).toThrow(`${name} cannot be used as given`);
  });

  it('do not send PINs in the clear to another machine unless somebody said so', () => {
    expect(() => launchFlags(['--server=http://centre.example'])).toThrow('--allow-http');
    expect(launchFlags(['--server=http://centre.example', '--allow-http']).server).toBe('http://centre.example');
  });

  it.each(['https://centre.example', 'http://localhost:8080', 'http://127.0.0.1', 'http://127.8.9.1:3000', 'http://[::1]:3000', 'http://2130706433'])('%s cannot be overheard', (url) => {
    expect(isPrivateWay(url)).toBe(true);
  });

  it.each(['http://centre.example', 'http://10.0.0.1', 'http://127.0.0.1.example', 'http://127.example', 'http://localhost.example', 'ws://x', 'http://[::2]'])('%s can', (url) => {
    expect(isPrivateWay(url)).toBe(false);
  });
});
