import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historySchema } from './history';
import { runHistory } from './run-history';
import { Tally } from './tally';

const TRIAL = resolve(import.meta.dirname, '../../scripts/trial.mjs');
const HISTORIES = join(import.meta.dirname, 'histories');

function trial(...args: readonly string[]): Readonly<{ status: number | null; output: string }> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TRIAL, ...args], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('a history that once broke a promise', () => {
  it.each(readdirSync(HISTORIES))('holds them all now: %s', async (file) => {
    const history = historySchema.parse(JSON.parse(readFileSync(join(HISTORIES, file), 'utf8')));
    expect(await runHistory(history, new Tally())).toBeNull();
  });

  it('runs the same way every time', async () => {
    const history = historySchema.parse(JSON.parse(readFileSync(join(HISTORIES, 'copy-in-the-same-stream.json'), 'utf8')));
    const [first, second] = [new Tally(), new Tally()];
    await runHistory(history, first);
    await runHistory(history, second);
    expect([...second.counts]).toEqual([...first.counts]);
  });
});

describe('the simulator', () => {
  it('sees every promise held in 2,000 histories, which meet everything that is counted', () => {
    const { status, output } = trial('simulation/simulate', '--seed', '20261121', '--histories', '2000');
    expect(output).toContain('promises held');
    expect(output).not.toContain('Not met once');
    expect(status).toBe(0);
  });

  it('catches the mistakes that are planted in the shipped code', () => {
    const { status, output } = trial('simulation/planted', '--histories', '1500');
    expect(output).not.toContain('NOT CAUGHT');
    expect(status, output).toBe(0);
  });
});
