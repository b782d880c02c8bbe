import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findDraft, leaveDraft, openFirst } from './draft-at-desk';
import { cuts } from './cuts';
import { kills } from './kill-updates';
import type { Fault } from './programs';
import { refusals } from './refusals';
import type { Scenario } from './scenario';
import { NEW, OLD, type UpdateSetting } from './update-setting';
import type { UpdatedDesk } from './updated-desk';

const run = promisify(execFile);

/** What has to hold of updates, each with a centre of its own. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  good, deb, crashes: (setting) => wentBack(setting, 'crashes', 'crashed'), noWindow: (setting) => wentBack(setting, 'noWindow', 'noWindow'),
  noSync: (setting) => wentBack(setting, 'noSync', 'noSync'), refusals, cuts, kills,
};

/** A whole update, with a draft and unsent work in it. */
async function good(setting: UpdateSetting): Promise<string> {
  await setting.centre.release(await setting.programs.make(NEW, 'none'), NEW);
  return updateWithWork(setting, await setting.desk());
}

/** The same of a Debian package; as root, with the packages of both versions. What is installed afterwards is taken off again. */
async function deb(setting: UpdateSetting): Promise<string> {
  const old = await setting.programs.deb(OLD);
  try {
    // As an administrator installs it: with what it depends on.
    await run('apt-get', ['install', '-y', '--no-install-recommends', old], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    await setting.centre.release(old, OLD);
    await setting.centre.release(await setting.programs.deb(NEW), NEW);
    const told = await updateWithWork(setting, await setting.deskOf('/opt/Keyroom/keyroom'));
    const { stdout } = await run('dpkg-query', ['-W', '-f', '${Status} ${Version}', 'keyroom']);
    assert.equal(stdout, `install ok installed ${NEW}`);
    return `${told}; dpkg says ${stdout}`;
  } finally {
    await run('dpkg', ['-P', 'keyroom']);
  }
}

async function updateWithWork(setting: UpdateSetting, desk: UpdatedDesk): Promise<string> {
  await setting.promote(NEW);
  await desk.start();
  await desk.statusSays('the update lies ready', ({ kind }) => kind === 'waiting', 120_000);
  await keyUnsent(setting, desk);
  const before = await desk.journal();
  assert.equal(before.draftCount, 1, 'there is a draft');
  assert.ok(before.unsettledCount > 0, 'there is unsent work');
  assert.equal(await desk.version(), OLD);
  const beganAtMs = Date.now();
  await desk.installByLead();
  // The new version runs, and nothing of it has been sent yet.
  await desk.recordSays('the new version is on trial', ({ trial }) => trial?.to === NEW);
  const during = await desk.journal();
  assert.deepEqual([during.draftCount, during.unsettledCount >= before.unsettledCount], [1, true], 'draft and unsent work are there');
  setting.centre.trouble = () => 'passes';
  await desk.recordSays('it has proved itself', ({ outcome, trial }) => outcome?.version === NEW && outcome.rolledBackFor === null && trial === null);
  const tookMs = Date.now() - beganAtMs;
  assert.equal(await desk.version(), NEW);
  await findDraft(desk);
  assert.match(await setting.centre.centre.command('status', '--sites'), /1\.0\.1/);
  const status = JSON.parse(await setting.centre.centre.command('status')) as { mutations: { accepted: number } };
  assert.ok(status.mutations.accepted >= 1, 'the unsent work has arrived');
  await desk.kill();
  await desk.start();
  assert.equal(await desk.version(), NEW, 'what is installed is the new version');
  await desk.kill();
  return `closed, installed, started and proved in ${(tookMs / 1000).toFixed(1)} s`;
}

/** Signs on, hands one item in while the centre does not take it, begins the next one, signs off. */
async function keyUnsent(setting: UpdateSetting, desk: UpdatedDesk): Promise<void> {
  const page = await openFirst(desk);
  setting.centre.trouble = (path) => (path.startsWith('/v1/push') ? 'refused' : 'passes');
  for (const text of ['Shop', '01/02/2024', 'A street', '9.90']) {
    await page.type(text);
    await page.press('Enter');
  }
  await page.press('Enter', 2);
  await page.shows('saved');
  await leaveDraft(page);
}

/** A release that is no good: the version before goes on by itself, with the work in it, and nobody else gets it. */
async function wentBack(setting: UpdateSetting, fault: Fault, why: string): Promise<string> {
  const desk = await setting.desk();
  await setting.centre.release(await setting.programs.make(NEW, fault), NEW);
  await setting.promote(NEW);
  await desk.start();
  await desk.statusSays('the update lies ready', ({ kind }) => kind === 'waiting');
  await leaveDraft(await openFirst(desk));
  const beganAtMs = Date.now();
  await desk.installByLead();
  await desk.recordSays('it went back', ({ outcome }) => outcome?.version === NEW && outcome.rolledBackFor === why, 300_000);
  const tookMs = Date.now() - beganAtMs;
  assert.equal(await desk.version(), OLD);
  await findDraft(desk);
  const halted = async (): Promise<boolean> => (await setting.centre.centre.command('release', 'list')).includes('halted');
  for (const untilMs = Date.now() + 60_000; !(await halted()); ) assert.ok(Date.now() < untilMs, 'the ring halts');
  assert.deepEqual((await desk.record()).failedVersions, [NEW]);
  const other = await setting.desk();
  await other.start();
  await other.statusSays('nobody else gets it', ({ kind, checkedAtUtc }) => kind === 'none' && checkedAtUtc !== null);
  const sites = await setting.centre.centre.command('status', '--sites');
  assert.match(sites, new RegExp(`${OLD}.*${NEW} went back: ${why}`));
  await desk.kill();
  return `back on ${OLD} after ${(tookMs / 1000).toFixed(1)} s; ${(await setting.centre.centre.command('release', 'list')).trim()}\n${sites}`;
}
