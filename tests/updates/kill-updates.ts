import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { findDraft, leaveDraft, openFirst } from './draft-at-desk';
import { seeded } from './seeded';
import type { Scenario } from './scenario';
import { SITE, type UpdateSetting } from './update-setting';
import type { UpdatedDesk } from './updated-desk';

/** From the word that a release is due until it has proved itself takes some ten seconds here, a third of them the download: kills fall on all of it. */
const SPAN_MS = 11_000;
const KIB_PER_SECOND = '1500';
/** Every so often one process alone is killed: the version that watches, or the one on trial. */
const ONE_ALONE = 0.4;

/** Kills at random times of download, installation and first start: a version always runs afterwards, with the work in it. */
export const kills: Scenario = async (setting, { times, seed, say }) => {
  const draw = seeded(seed);
  const desk = await setting.desk('1.0.0');
  await setting.centre.centre.command('release', 'budget', '--site', SITE, '--kib-per-second', KIB_PER_SECOND);
  await desk.start();
  await leaveDraft(await openFirst(desk));
  const places = new Map<string, number>();
  let running = 0;
  for (let round = 1; round <= times; round += 1) {
    const next = await dueVersion(setting, desk, running);
    const driving = drive(desk, `1.0.${next}`).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, draw() * SPAN_MS));
    const place = await placeOf(desk, `1.0.${running}`);
    places.set(place, (places.get(place) ?? 0) + 1);
    const alone = draw() < ONE_ALONE;
    await (alone ? killOne(desk, draw) : desk.kill());
    await driving;
    const version = await runsAgain(desk);
    assert.ok(version === `1.0.${running}` || version === `1.0.${next}`, `round ${round}, killed at ${place}: ${version} runs`);
    assert.equal((await desk.journal()).draftCount, 1, `round ${round}, killed at ${place}: the draft is there`);
    running = Number(version.split('.')[2]);
    if (round % 10 === 0) say(`… ${round} of ${times} kills, ${version} runs`);
  }
  await findDraft(desk);
  await desk.kill();
  return `${times} kills, 1.0.${running} runs, the draft is there; they fell on ${[...places].map(([place, count]) => `${place} ${count}`).join(', ')}`;
};

/** The number of the version that is due: one that was cut short too often is followed by another. */
async function dueVersion({ centre, programs, promote }: UpdateSetting, desk: UpdatedDesk, running: number): Promise<number> {
  const { failedVersions } = await desk.record();
  let next = running + 1;
  while (failedVersions.includes(`1.0.${next}`)) next += 1;
  if ((await centre.centre.command('release', 'list')).includes(`1.0.${next}:`)) return next;
  await centre.release(await programs.make(`1.0.${next}`, 'none'), `1.0.${next}`);
  await promote(`1.0.${next}`);
  return next;
}

async function drive(desk: UpdatedDesk, next: string): Promise<void> {
  await desk.checkNow();
  await desk.statusSays('it lies ready', ({ kind, version }) => kind === 'waiting' && version === next, SPAN_MS);
  await desk.installByLead();
}

/** What is under way, as the record tells it. */
async function placeOf(desk: UpdatedDesk, running: string): Promise<string> {
  const { trial, due, outcome } = await desk.record();
  if (trial !== null) return 'trial';
  if (due !== null) return 'download or waiting';
  return outcome?.rolledBackFor === null && outcome.version !== running ? 'after the proof' : 'before';
}

async function killOne(desk: UpdatedDesk, draw: () => number): Promise<void> {
  const mains: number[] = [];
  for (const pid of await desk.pids()) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '--type=');
    if (!line.includes('--type=')) mains.push(pid);
  }
  const pid = mains[Math.floor(draw() * mains.length)];
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}

/** By itself where something still runs, else as its user starts it again; a version that nobody watches any more has proved itself first. */
async function runsAgain(desk: UpdatedDesk): Promise<string> {
  const alone = (await desk.pids()).length > 0 ? await desk.version(20_000).catch(() => null) : null;
  if (alone === null) {
    await desk.kill();
    await desk.start();
    await desk.version(60_000);
  }
  await desk.recordSays('nothing is on trial', ({ trial }) => trial === null);
  return desk.version();
}
