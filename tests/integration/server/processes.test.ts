import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../support/centre-database';
import { buildCentre, centreCommand, CentreProcess } from '../../support/centre-process';
import { CentreDesk } from '../../support/centre-desk';

describe('the centre as a user starts it', () => {
  let folder: string;

  beforeAll(async () => {
    await buildCentre();
    folder = await mkdtemp(join(tmpdir(), 'keyroom-process-'));
    await chmod(folder, 0o711);
  });
  afterAll(async () => rm(folder, { recursive: true, force: true }));

  test('brings its own PostgreSQL, refuses a second start on its folder, survives SIGKILL and ends cleanly', async () => {
    const data = join(folder, 'own');
    const env = { DATABASE_URL: '' };
    const first = await CentreProcess.start(data, env);
    expect((await centreCommand(['site', 'add', 'Cebu', '--data', data])).exitCode).toBe(0);
    await expect(CentreProcess.start(data, env)).rejects.toThrow(/ended with 1: A centre with its own PostgreSQL is running on .* already at http:.* the same DATABASE_URL/);
    expect((await stat(join(data, 'keys', 'admin-token'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(data, 'keys', 'postgres-password'))).mode & 0o777).toBe(0o600);
    await first.stop('SIGKILL');
    expect(await centreCommand(['status', '--data', data])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('No centre is running') });
    const second = await CentreProcess.start(data, env);
    const { stdout } = await centreCommand(['status', '--data', data]);
    expect(JSON.parse(stdout).sites).toEqual([{ name: 'Cebu', desks: 0, operators: 0 }]);
    const postmaster = Number((await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGQUIT');
    await expect.poll(async () => (await centreCommand(['check', '--data', data])).exitCode, { timeout: 20_000 }).toBe(0);
    expect(await second.stop('SIGTERM')).toBe(0);
    await expect(stat(join(data, 'postgres', 'postmaster.pid'))).rejects.toThrow('ENOENT');
    expect(await readFile(join(data, 'postgres.log'), 'utf8')).toContain('database system is shut down');
  });

  test('two processes share a database and a folder: what one enrols the other knows, and either may end', async () => {
    const data = join(folder, 'shared');
    const env = { DATABASE_URL: await freshDatabase() };
    const [one, two] = await Promise.all([CentreProcess.start(data, env), CentreProcess.start(data, env)]);
    await centreCommand(['site', 'add', 'Cebu', '--data', data]);
    const enrolled = await centreCommand(['desk', 'enrol', '--site', 'Cebu', '--data', data]);
    expect(enrolled.stdout).toMatch(/^[2-9A-HJ-NP-Z]{8}\n$/);
    const desk = await CentreDesk.enrol(one.url, enrolled.stdout.trim());
    desk.url = two.url;
    expect((await desk.pull({ feedId: null, cursors: { reference: 0 }, streamIds: [], limit: 1 })).head.drained).toEqual(['reference']);
    expect(await one.stop('SIGINT')).toBe(0);
    await desk.authenticate();
    expect((await centreCommand(['check', '--data', data])).stdout).toBe('0 items and 0 sessions agree with 0 mutations in the ledger.\n');
    expect(await two.stop()).toBe(0);
  });

  test.each([
    [[], 2], [['--help'], 0], [['start', '--help'], 0], [['import', '--help'], 0], [['start'], 2], [['start', '--data', 'x', '--port', 'y'], 2],
    [['operator', 'add'], 2], [['nonsense'], 2], [['status'], 2], [['status', '--data', '/nowhere'], 1],
    [['status', '--server', 'http://127.0.0.1:1'], 1], [['status', '--server', 'nonsense'], 2], [['explain'], 2],
  ])('answers %j with exit code %i and no stack', async (args, exitCode) => {
    const end = await centreCommand(args, { KEYROOM_ADMIN_TOKEN: 'x', DATABASE_URL: '' });
    expect(end).toMatchObject({ exitCode });
    expect(end.stdout + end.stderr).not.toMatch(/\n {4}at /);
    expect(end.stdout + end.stderr).not.toBe('');
  });

  test('a database that cannot be reached is told in words', async () => {
    const end = CentreProcess.start(join(folder, 'away'), { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' });
    await expect(end).rejects.toThrow(/ended with 1: The database that DATABASE_URL leads to cannot be reached/);
  });
});
