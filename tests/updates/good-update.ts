import { strict as assert } from 'node:assert';
import { findDraft, leaveDraft, openFirst } from './draft-at-desk';
import { NEW, OLD, type UpdateSetting } from './update-setting';
import type { UpdatedDesk } from './updated-desk';

/** A whole update, with a draft and unsent work in it. */
export async function good(setting: UpdateSetting): Promise<string> {
  await setting.centre.release(await setting.programs.make(NEW, 'none'), NEW);
  return updateWithWork(setting, await setting.desk());
}

/** Of a desk to which the release was added; it is promoted here. */
export async function updateWithWork(setting: UpdateSetting, desk: UpdatedDesk): Promise<string> {
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
