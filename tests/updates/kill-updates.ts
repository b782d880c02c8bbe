import { strict as assert } from 'node:assert';
import { readdir, readFile } from 'node:fs/promises';
import { sha256Schema } from '../../shared/domain/primitives';
import { updatesFolderOf } from '../../main/updates/update-record';
import { findDraft, leaveDraft, openFirst } from './draft-at-desk';
import { seeded } from './seeded';
import type { Scenario } from './scenario';
import { SITE, type UpdateSetting } from './update-setting';
import type { UpdatedDesk } from './updated-desk';

/** From the word that a release is due until it has proved itself takes some nine seconds here, three and a half of them the download: kills fall on all of it. */
const SPAN_MS = 11_000;
/** Updates that begin anew are killed in one part of the span after another: where one is only gone on with, its download may be over before it begins. */
const PARTS = 3;
/** What a desk has not used for two seconds it may take at once: of the 4.6 MiB of a program the rest takes three seconds and a half. */
const KIB_PER_SECOND = '850';
/** Every so often one process alone is killed: the version that watches, or the one on trial. */
const ONE_ALONE = 0.4;
/** From so many kills on, each of these places has its share of them, if updates are under way at all. */
const KILLS_TO_FALL_EVERYWHERE = 10;
const PLACES = ['before', 'download', 'waiting', 'trial', 'after the proof'] as const;
type Place = (typeof PLACES)[number];
type Counts = Record<Place, number>;

/** Kills at random times of download, installation and first start: a version always runs afterwards, with the work in it. */
export const kills: Scenario = async (setting, { times, seed, say }) => {
  const draw = seeded(seed);
  const desk = await setting.desk('1.0.0');
  await setting.centre.centre.command('release', 'budget', '--site', SITE, '--kib-per-second', KIB_PER_SECOND);
  await desk.start();
  await leaveDraft(await openFirst(desk));
  const fellOn: Counts = { before: 0, download: 0, waiting: 0, trial: 0, 'after the proof': 0 };
  let [running, cameThrough, begun] = [0, 0, 0];
  for (let round = 1; round <= times; round += 1) {
    const { next, isNew } = await dueVersion(setting, desk, running);
    const share = isNew ? ((begun % PARTS) + draw()) / PARTS : draw();
    if (isNew) begun += 1;
    // A kill ends it with an error, wherever it is; that it gets anywhere is told by where the kills fall.
    const driving = drive(desk, `1.0.${next}`).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, share * SPAN_MS));
    const place = await placeOf(desk, `1.0.${running}`);
    fellOn[place] += 1;
    const alone = draw() < ONE_ALONE;
    await (alone ? killOne(desk, draw) : desk.kill());
    await driving;
    const version = await runsAgain(desk);
    assert.ok(version === `1.0.${running}` || version === `1.0.${next}`, `round ${round}, killed at ${place}: ${version} runs`);
    assert.equal((await desk.journal()).draftCount, 1, `round ${round}, killed at ${place}: the draft is there`);
    if (version === `1.0.${next}`) cameThrough += 1;
    running = Number(version.split('.')[2]);
    if (round % 10 === 0) say(`… ${round} of ${times} kills, ${version} runs`);
  }
  await findDraft(desk);
  await desk.kill();
  const told = `${times} kills fell on ${PLACES.map((place) => `${place} ${fellOn[place]}`).join(', ')}; ${cameThrough} updates came through`;
  assertUnderWay(fellOn, cameThrough, times, told);
  return `${told}, 1.0.${running} runs, the draft is there`;
};

/** A desk that never begins an update survives every kill: that would show nothing. */
function assertUnderWay(fellOn: Counts, cameThrough: number, times: number, told: string): void {
  assert.ok(fellOn.before < times, `updates were under way: ${told}`);
  if (times < KILLS_TO_FALL_EVERYWHERE) return;
  for (const place of ['download', 'trial'] as const) assert.ok(fellOn[place] > 0, `some fell on ${place}: ${told}`);
  assert.ok(cameThrough > 0, `an update came through: ${told}`);
}

/** The number of the version that is due: one that was cut short too often is followed by another. */
async function dueVersion({ centre, programs, promote }: UpdateSetting, desk: UpdatedDesk, running: number): Promise<Readonly<{ next: number; isNew: boolean }>> {
  const { failedVersions } = await desk.record();
  let next = running + 1;
  while (failedVersions.includes(`1.0.${next}`)) next += 1;
  if ((await centre.centre.command('release', 'list')).includes(`1.0.${next}:`)) return { next, isNew: false };
  await centre.release(await programs.make(`1.0.${next}`, 'none'), `1.0.${next}`);
  await promote(`1.0.${next}`);
  return { next, isNew: true };
}

async function drive(desk: UpdatedDesk, next: string): Promise<void> {
  await desk.checkNow();
  await desk.statusSays('it lies ready', ({ kind, version }) => kind === 'waiting' && version === next, SPAN_MS);
  await desk.installByLead();
}

/** What is under way, as the record tells it. */
async function placeOf(desk: UpdatedDesk, running: string): Promise<Place> {
  const { trial, due, outcome } = await desk.record();
  if (trial !== null) return 'trial';
  // A whole artifact is named by its hash alone.
  if (due !== null) return (await readdir(updatesFolderOf(desk.deskFolder))).some((name) => sha256Schema.safeParse(name).success) ? 'waiting' : 'download';
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
