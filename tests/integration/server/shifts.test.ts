import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentreDesk } from '../../support/centre-desk';
import { freshDatabase } from '../../support/centre-database';
import { buildCentre, CentreProcess, centreCommand, type CommandEnd } from '../../support/centre-process';

let folder: string;
let centre: CentreProcess;
let desk: CentreDesk;
const run = (...args: readonly string[]): Promise<CommandEnd> => centreCommand([...args, '--data', folder]);
const set = (...args: readonly string[]): Promise<CommandEnd> => run('shift', 'set', '--site', 'Cebu', '--login', 'maria', ...args);
const HOURS = ['--zone', 'Asia/Manila', '--days', 'mon-fri', '--from', '06:00', '--to', '14:00'];

beforeAll(async () => {
  await buildCentre();
  folder = await mkdtemp(join(tmpdir(), 'keyroom-shifts-'));
  centre = await CentreProcess.start(folder, { DATABASE_URL: await freshDatabase() });
  await run('site', 'add', 'Cebu');
  await run('operator', 'add', '--site', 'Cebu', '--login', 'maria', '--name', 'Maria Santos', '--pin', '481516', '--role', 'operator');
  desk = await CentreDesk.enrol(centre.url, (await run('desk', 'enrol', '--site', 'Cebu')).stdout.trim());
});
afterAll(async () => {
  await centre.stop();
  await rm(folder, { recursive: true, force: true });
});

async function planAtDesk(): Promise<readonly unknown[]> {
  const { rows } = await desk.pull({ feedId: null, cursors: { reference: 0 }, streamIds: [], limit: 1000 });
  return rows.flatMap((row) => (row.kind === 'shift' ? row.row.shifts : []));
}

test('shifts are planned, listed, planned anew on some days, and cleared; desks of the site hear of it', async () => {
  expect(await run('shift', 'list', '--site', 'Cebu')).toMatchObject({ exitCode: 0, stdout: '', stderr: 'No shifts are planned at Cebu.\n' });
  expect(await set(...HOURS)).toMatchObject({ exitCode: 0, stdout: 'maria: mon-fri 06:00-14:00 Asia/Manila\n' });
  expect(await planAtDesk()).toEqual([{ zone: 'Asia/Manila', weekdays: [1, 2, 3, 4, 5], start: '06:00', end: '14:00' }]);
  await set('--zone', 'Asia/Manila', '--days', 'fri,sat', '--from', '22:00', '--to', '06:00');
  expect((await run('shift', 'list', '--site', 'cebu')).stdout).toBe('maria: mon-thu 06:00-14:00 Asia/Manila; fri-sat 22:00-06:00 Asia/Manila\n');
  expect((await run('shift', 'clear', '--site', 'Cebu', '--login', 'maria', '--days', 'mon-thu')).stdout).toBe('maria: fri-sat 22:00-06:00 Asia/Manila\n');
  expect((await run('shift', 'clear', '--site', 'Cebu', '--login', 'maria')).stdout).toBe('maria: nothing planned\n');
  expect(await planAtDesk()).toEqual([]);
});

test.each([
  [['--zone', 'Asia/Cebu'], 'must be a time zone as in Asia/Manila'], [['--zone', '+08:00'], 'must be a time zone as in Asia/Manila'],
  [['--days', 'weekdays'], 'Days are mon, tue, wed'], [['--from', '6:00'], 'must be a time as in 06:00'], [['--to', '24:00'], 'must be a time as in 06:00'],
])('what cannot be planned is refused in words before anything is asked: %j', async (wrong, words) => {
  const end = await set(...HOURS, ...wrong);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toContain(words);
});

test('an unknown login, an unknown site and a shift without length are refused by the centre, in words', async () => {
  expect(await run('shift', 'set', '--site', 'Cebu', '--login', 'jun', ...HOURS)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There is no login “jun” at Cebu. The logins are: maria.') });
  expect(await run('shift', 'list', '--site', 'Manila')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There is no site “Manila”. The sites are: Cebu.') });
  expect(await set(...HOURS, '--to', '06:00')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('must end at another time than it starts') });
});
