import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deskLogFolder, openDeskLog } from '../../../main/desk-log';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-log-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const wallMs = (): number => Date.parse('2026-11-21T08:00:00.000Z');
const written = (): Promise<string> => readFile(join(deskLogFolder(folder), 'keyroom.log'), 'utf8');

describe('a desk’s log', () => {
  it('has a line for each thing that happened, with its time, for its owner alone', async () => {
    const log = openDeskLog(folder, wallMs);
    log.line('update 1.0.1 lies ready');
    log.line('Keyroom ends');
    await log.close();
    expect(await written()).toBe('2026-11-21T08:00:00.000Z update 1.0.1 lies ready\n2026-11-21T08:00:00.000Z Keyroom ends\n');
    expect((await stat(join(deskLogFolder(folder), 'keyroom.log'))).mode & 0o777).toBe(0o600);
  });

  it('keeps what came from elsewhere on its line, without what steers a terminal, and no longer than anybody reads', async () => {
    const log = openDeskLog(folder, wallMs);
    log.line('one\r\n2026-11-21T08:00:00.000Z update 9.9.9 has proved itself\u2028two\u0085three\u001b[2Jfour\u0000five\u0008');
    log.line('x'.repeat(1_000_000));
    await log.close();
    const [first = '', second = '', ...rest] = (await written()).split('\n');
    expect(first).toBe('2026-11-21T08:00:00.000Z one 2026-11-21T08:00:00.000Z update 9.9.9 has proved itself two three [2Jfour five ');
    expect(second.length).toBeLessThan(2_100);
    expect(rest).toEqual(['']);
  });

  it('goes on after the lines of the start before', async () => {
    for (const text of ['first', 'second']) {
      const log = openDeskLog(folder, wallMs);
      log.line(text);
      await log.close();
    }
    expect(await written()).toMatch(/first\n.*second\n$/);
  });

  it('keeps five files at most, the oldest go', async () => {
    // Each start finds a file that is full, as after a megabyte of lines.
    for (let i = 0; i < 8; i += 1) {
      const log = openDeskLog(folder, wallMs);
      for (let line = 0; line < 600; line += 1) log.line(`${i} ${'x'.repeat(1_900)}`);
      await log.close();
    }
    const files = (await readdir(deskLogFolder(folder))).toSorted();
    expect(files).toEqual(['keyroom.log', 'keyroom.log.1', 'keyroom.log.2', 'keyroom.log.3', 'keyroom.log.4']);
    expect(await written()).toContain('7 xxx');
  });

  it('costs lines and nothing else where the disk takes none', async () => {
    await writeFile(join(folder, 'log'), 'in the way');
    const log = openDeskLog(folder, wallMs);
    for (let i = 0; i < 100; i += 1) log.line(`line ${i}`);
    await log.close();
    log.line('after the end');
    expect(await readdir(folder)).toEqual(['log']);
  });
});
