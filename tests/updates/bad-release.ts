import { strict as assert } from 'node:assert';
import { findDraft, leaveDraft, openFirst } from './draft-at-desk';
import type { Fault } from './programs';
import { NEW, OLD, type UpdateSetting } from './update-setting';
import type { UpdatedDesk } from './updated-desk';

/** A release that is no good: the version before goes on by itself, with the work in it, and nobody else gets it. */
export async function wentBack(setting: UpdateSetting, fault: Fault, why: string): Promise<string> {
  await setting.centre.release(await setting.programs.make(NEW, fault), NEW);
  return goesBack(setting, setting.desk, why);
}

/** Of a release that was added; it is promoted here. */
export async function goesBack(setting: UpdateSetting, deskOf: () => Promise<UpdatedDesk>, why: string): Promise<string> {
  const desk = await deskOf();
  await setting.promote(NEW);
  await desk.start();
  await desk.statusSays('the update lies ready', ({ kind }) => kind === 'waiting', 120_000);
  await leaveDraft(await openFirst(desk));
  const beganAtMs = Date.now();
  await desk.installByLead();
  await desk.recordSays('it went back', ({ outcome }) => outcome?.version === NEW && outcome.rolledBackFor === why, 300_000);
  const tookMs = Date.now() - beganAtMs;
  await isAsBefore(setting, desk, deskOf, why);
  await desk.kill();
  return `back on ${OLD} after ${(tookMs / 1000).toFixed(1)} s; ${(await setting.centre.centre.command('release', 'list')).trim()}\n${await setting.centre.centre.command('status', '--sites')}`;
}

/** The version before runs with the draft in it, the release is halted, and another desk is not given it. */
export async function isAsBefore(setting: UpdateSetting, desk: UpdatedDesk, deskOf: () => Promise<UpdatedDesk>, why: string): Promise<void> {
  assert.equal(await desk.version(), OLD);
  await findDraft(desk);
  const halted = async (): Promise<boolean> => (await setting.centre.centre.command('release', 'list')).includes('halted');
  for (const untilMs = Date.now() + 60_000; !(await halted()); ) assert.ok(Date.now() < untilMs, 'the ring halts');
  assert.deepEqual((await desk.record()).failedVersions, [NEW]);
  const other = await deskOf();
  await other.start();
  await other.statusSays('nobody else gets it', ({ kind, checkedAtUtc }) => kind === 'none' && checkedAtUtc !== null);
  const sites = await setting.centre.centre.command('status', '--sites');
  assert.match(sites, new RegExp(`${OLD}.*${NEW} went back: ${why}`));
}
