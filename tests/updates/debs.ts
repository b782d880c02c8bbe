import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { goesBack, isAsBefore } from './bad-release';
import { leaveDraft, openFirst } from './draft-at-desk';
import { updateWithWork } from './good-update';
import type { Fault } from './programs';
import { NEW, OLD, type UpdateSetting } from './update-setting';
import type { UpdatedDesk } from './updated-desk';

const run = promisify(execFile);

/** Where a Debian package puts the program. */
const INSTALLED = '/opt/Keyroom/keyroom';
/** Three in which it may prove itself, and one that takes it back. */
const MOST_STARTS = 4;
const START_MS = 30_000;
const BETWEEN_MS = 1_000;

/** A whole update of a Debian package. Like all of these as root, with the packages of both versions. */
export async function deb(setting: UpdateSetting): Promise<string> {
  return withDebs(setting, 'none', async () => {
    const told = await updateWithWork(setting, await setting.deskOf(INSTALLED));
    assert.equal(await dpkgSays(), `install ok installed ${NEW}`);
    return `${told}; dpkg says ${await dpkgSays()}`;
  });
}

/** A Debian package that crashes is taken back by the version that watches it. */
export async function debCrashes(setting: UpdateSetting): Promise<string> {
  return withDebs(setting, 'crashes', async () => {
    const told = await goesBack(setting, () => setting.deskOf(INSTALLED), 'crashed');
    assert.equal(await dpkgSays(), `install ok installed ${OLD}`);
    return `${told}; dpkg says ${await dpkgSays()}`;
  });
}

/**
 * One that crashes with nobody watching it, as after a loss of power, takes itself back when it is started once more than it may be.
 *
 * It crashes at its window: what crashes before it has read its record is not counted.
 */
export async function debUnwatched(setting: UpdateSetting): Promise<string> {
  return withDebs(setting, 'crashesAtWindow', async () => {
    const desk = await setting.deskOf(INSTALLED);
    await setting.promote(NEW);
    await desk.start();
    await desk.statusSays('the update lies ready', ({ kind }) => kind === 'waiting', 120_000);
    await leaveDraft(await openFirst(desk));
    await desk.installByLead();
    await desk.recordSays('the new version is on trial', ({ trial }) => trial?.to === NEW);
    for (const untilMs = Date.now() + START_MS; (await dpkgSays()) !== `install ok installed ${NEW}`; ) assert.ok(Date.now() < untilMs, 'it is installed');
    await desk.kill();
    const starts = await startUntilTakenBack(desk);
    await isAsBefore(setting, desk, () => setting.deskOf(INSTALLED), 'crashed');
    assert.equal(await dpkgSays(), `install ok installed ${OLD}`);
    await desk.kill();
    return `taken back at start ${starts}; dpkg says ${await dpkgSays()}`;
  });
}

/** Starts it as its user would, again and again; gives how often it took. */
async function startUntilTakenBack(desk: UpdatedDesk): Promise<number> {
  for (let starts = 1; starts <= MOST_STARTS; starts += 1) {
    await desk.start();
    for (const untilMs = Date.now() + START_MS; (await desk.pids()).length === 0; ) assert.ok(Date.now() < untilMs, 'it starts');
    const outcome = await endOrOutcome(desk);
    if (outcome?.version === NEW && outcome.rolledBackFor === 'crashed') return starts;
  }
  throw new Error(`not taken back at start ${MOST_STARTS}; log: ${(await desk.log()).slice(-1500)}`);
}

/** What the record says when every process has ended, or before. */
async function endOrOutcome(desk: UpdatedDesk): Promise<Awaited<ReturnType<UpdatedDesk['record']>>['outcome']> {
  let aliveAtMs = Date.now();
  for (const untilMs = Date.now() + START_MS; Date.now() < untilMs; ) {
    const [pids, { outcome }] = [await desk.pids(), await desk.record()];
    if (pids.length > 0) aliveAtMs = Date.now();
    // One that starts the version before anew is nobody for a moment.
    if (outcome !== null || Date.now() > aliveAtMs + BETWEEN_MS) return outcome;
  }
  throw new Error('it has neither ended nor gone back');
}

/** The old version is installed, both are released, the new one with what is wrong with it. What is installed afterwards is taken off again. */
async function withDebs(setting: UpdateSetting, fault: Fault, work: () => Promise<string>): Promise<string> {
  const old = await setting.programs.deb(OLD, 'none');
  try {
    // As an administrator installs it: with what it depends on.
    await run('apt-get', ['install', '-y', '--no-install-recommends', old], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    await setting.centre.release(old, OLD);
    await setting.centre.release(await setting.programs.deb(NEW, fault), NEW);
    return await work();
  } finally {
    await run('dpkg', ['-P', 'keyroom']);
  }
}

async function dpkgSays(): Promise<string> {
  return (await run('dpkg-query', ['-W', '-f', '${Status} ${Version}', 'keyroom'])).stdout;
}
