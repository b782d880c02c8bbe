import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../bench/quantile';
import type { Told } from './load-messages';
import { cpuOf, RAMP, type Cpu, type LoadSetting } from './load-setting';
import { together } from './tally';

const OUTCOME_AIM_MS = 250;
const LAG_AIM_MS = 2000;

/** What has not been seen by then counts as missing. */
const UNSEEN_PATIENCE_MS = 60_000;
const LOOK_MS = 100;

/** The planned rate for the planned time: errors, outcomes, pushes and what others see of it. */
export async function steady(setting: LoadSetting): Promise<void> {
  const { report, options: { perHour, minutes } } = setting;
  report.of('steady');
  const { told, cpu, tookS } = await submitFor(setting, perHour, minutes * 60, 1);
  report.add({ name: 'submissions answered', value: told.outcomeMs.length, unit: '', note: `${(told.outcomeMs.length / minutes / 60).toFixed(1)} a second, bodies from ${told.smallestBodyBytes} bytes` });
  tellErrors(setting, told);
  tellTimes(setting, 'submit to outcome known at the desk', told.outcomeMs, OUTCOME_AIM_MS);
  tellTimes(setting, 'push over HTTP', told.pushMs, OUTCOME_AIM_MS);
  tellTimes(setting, 'submit to durable in the journal', told.durableMs);
  const lags = lagsOf(told);
  tellTimes(setting, 'submit to seen done at another desk', lags, LAG_AIM_MS);
  report.add({ name: 'submissions that the desk which follows did not see done', value: unseenIn(told), unit: '', samples: expectedIn(told).length, aim: 0 });
  tellCpu(setting, cpu, tookS);
  report.add({ name: 'requests a second', value: sumOf(told.requests) / tookS, unit: '1/s', note: JSON.stringify(told.requests) });
}

/** Faster and faster, until outcomes take longer than they may. */
export async function ramp(setting: LoadSetting): Promise<void> {
  const { report, options: { perHour, rampSeconds } } = setting;
  report.of('ramp');
  let held = 0;
  for (const [i, factor] of RAMP.entries()) {
    const { told, cpu, tookS } = await submitFor(setting, perHour * factor, rampSeconds, 100 + i);
    const p95 = quantile(told.outcomeMs, 0.95);
    const pushP95 = quantile(told.pushMs, 0.95).toFixed(0);
    report.add({ name: `${(perHour * factor).toFixed(0)} an hour: p95 of submit to outcome`, value: p95, unit: 'ms', samples: told.outcomeMs.length, note: `push ${pushP95} ms, feed lag ${quantile(lagsOf(told), 0.95).toFixed(0)} ms, ${unseenIn(told)} unseen; ${cpuWords(cpu, tookS)}; errors ${JSON.stringify(told.errors)}` });
    const failed = sumOf(told.errors) + told.unanswered + told.withoutItem;
    if (p95 > OUTCOME_AIM_MS || failed > 0) break;
    held = perHour * factor;
  }
  report.add({ name: `highest rate tried with p95 within ${OUTCOME_AIM_MS} ms`, value: held, unit: '1/h', note: held === 0 ? 'the first step broke it' : '' });
}

/** All desks at once after a day without a link. */
export async function comeBack(setting: LoadSetting, startServers: () => Promise<void>): Promise<void> {
  const { report, centre, desks, options: { backlog, desks: count } } = setting;
  report.of('comeback');
  await centre.stopServers();
  report.say(`keying ${backlog} items offline at each of ${count} desks …`);
  const offline = await desks.ask(() => ({ kind: 'keyOffline', each: backlog }));
  await desks.ask(() => ({ kind: 'close' }));
  report.add({ name: 'submissions saved offline', value: offline.durableMs.length, unit: '', aim: backlog * count, atLeast: true });
  await startServers();
  const before = await cpuOf(setting);
  const beganAtMs = performance.now();
  const told = await desks.ask(() => ({ kind: 'comeBack' }));
  const tookS = (performance.now() - beganAtMs) / 1000;
  report.add({ name: 'all drained', value: tookS, unit: 's', samples: told.drainedMs.length, note: `${((backlog * count) / tookS).toFixed(0)} mutations a second` });
  tellTimes(setting, 'a desk drained', told.drainedMs);
  tellTimes(setting, 'push over HTTP', told.pushMs);
  report.add({ name: 'requests that failed and were sent again', value: sumOf(told.errors), unit: '', note: JSON.stringify(told.errors) });
  tellCpu(setting, difference(await cpuOf(setting), before), tookS);
}

type Run = Readonly<{ told: Told; cpu: Cpu; tookS: number }>;

async function submitFor(setting: LoadSetting, perHour: number, seconds: number, seed: number): Promise<Run> {
  const { desks, report } = setting;
  report.say(`${perHour} submissions an hour for ${seconds} s …`);
  const before = await cpuOf(setting);
  const beganAtMs = performance.now();
  const submitted = await desks.ask((n, count) => ({ kind: 'submit', perHour: perHour / count, lastsMs: seconds * 1000, seed: seed * 10 + n }));
  const told = await withSightings(setting, submitted);
  const tookS = (performance.now() - beganAtMs) / 1000;
  return { told, cpu: difference(await cpuOf(setting), before), tookS };
}

/** Waits until those who follow have seen all that they are to see; adds what happened meanwhile. */
async function withSightings({ desks }: LoadSetting, submitted: Told): Promise<Told> {
  const deadlineMs = performance.now() + UNSEEN_PATIENCE_MS;
  let told = submitted;
  while (unseenIn(told) > 0 && performance.now() < deadlineMs) {
    await pause(LOOK_MS);
    const since = await desks.ask(() => ({ kind: 'tell' }));
    told = { ...together([told, since]), unanswered: since.unanswered };
  }
  return told;
}

function tellErrors({ report }: LoadSetting, told: Told): void {
  const others = Object.entries(told.outcomes).filter(([kind]) => kind !== 'accepted').reduce((sum, [, count]) => sum + count, 0);
  const value = sumOf(told.errors) + told.unanswered + told.withoutItem + others;
  const note = JSON.stringify({ ...told.errors, unanswered: told.unanswered, withoutItem: told.withoutItem, outcomes: told.outcomes });
  report.add({ name: 'errors', value, unit: '', aim: 0, note });
}

function tellTimes({ report }: LoadSetting, name: string, times: readonly number[], aim?: number): void {
  const note = `p50 ${quantile(times, 0.5).toFixed(1)}, p99 ${quantile(times, 0.99).toFixed(1)}, slowest ${quantile(times, 1).toFixed(1)} ms`;
  report.add({ name: `${name}: p95`, value: quantile(times, 0.95), unit: 'ms', samples: times.length, note, ...(aim === undefined ? {} : { aim }) });
}

function tellCpu({ report }: LoadSetting, cpu: Cpu, tookS: number): void {
  const cores = (cpu.centre + cpu.postgres + cpu.desks) / tookS;
  report.add({ name: 'cores busy with it', value: cores, unit: '', note: cpuWords(cpu, tookS) });
}

function cpuWords({ centre, postgres, desks }: Cpu, tookS: number): string {
  const share = (seconds: number): string => (seconds / tookS).toFixed(2);
  return `CPU: centre ${share(centre)}, PostgreSQL ${share(postgres)}, desks ${share(desks)} cores`;
}

/** From the planned moment of a submission to each desk that follows its queue and saw the item done. */
function lagsOf({ submitted, seen }: Told): readonly number[] {
  const plannedAt = new Map(submitted.map(([itemId, plannedAtMs]) => [itemId, plannedAtMs]));
  return seen.flatMap(([itemId, atMs]) => {
    const plannedAtMs = plannedAt.get(itemId);
    return plannedAtMs === undefined ? [] : [atMs - plannedAtMs];
  });
}

function expectedIn({ submitted }: Told): readonly string[] {
  return submitted.filter(([, , isFollowed]) => isFollowed).map(([itemId]) => itemId);
}

function unseenIn(told: Told): number {
  const seen = new Set(told.seen.map(([itemId]) => itemId));
  return expectedIn(told).filter((itemId) => !seen.has(itemId)).length;
}

function difference(after: Cpu, before: Cpu): Cpu {
  return { centre: after.centre - before.centre, postgres: after.postgres - before.postgres, desks: after.desks - before.desks };
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
