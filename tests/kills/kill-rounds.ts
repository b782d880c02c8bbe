import { setTimeout as pause } from 'node:timers/promises';
import type { BenchCentre } from '../support/bench-centre';
import type { KilledDesk } from './killed-desk';
import { PATIENCE_MS } from './within';

/** A victim lives a while that is drawn, so that the kills fall on every step. */
const LIFE_AT_MOST_MS = 250;
const LOOK_MS = 2;

type Histogram = Map<string, number>;
export type Kills = { readonly histogram: Histogram; counted: number; uncounted: number };

export function noKills(): Kills {
  return { histogram: new Map(), counted: 0, uncounted: 0 };
}

/** Kills desks in turn until so many kills had something unsettled: what the next life finds in the journal says so. */
export async function killDesks(desks: readonly KilledDesk[], wanted: number, kills: Kills): Promise<void> {
  for (let turn = 0; kills.counted < wanted; turn += 1) {
    const desk = desks[turn % desks.length];
    if (desk === undefined) throw new Error('there are no desks');
    await pause(Math.random() * LIFE_AT_MOST_MS);
    await until(() => desk.isKeying && desk.unsettled > 0, 'the desk to have something unsettled');
    const { disk, link } = await desk.kill();
    const opened = await desk.start();
    note(kills, opened > 0, `desk: disk ${disk}, link ${link}`);
  }
}

/** Kills the centre until so many kills found some desk with something unsettled; each is started again on its port. */
export async function killCentre(centre: BenchCentre, port: number, desks: readonly KilledDesk[], wanted: number, kills: Kills): Promise<void> {
  while (kills.counted < wanted) {
    await pause(Math.random() * LIFE_AT_MOST_MS);
    // All are looked at: one that has ended by itself says so.
    await until(() => desks.filter((desk) => desk.isKeying && desk.unsettled > 0).length > 0, 'any desk to have something unsettled');
    const steps = desks.map(({ doing }) => doing.link).sort();
    await centre.killServers();
    // Nobody can settle any more: what is unsettled now was so when it died.
    const isCounted = desks.some((desk) => desk.unsettled > 0);
    note(kills, isCounted, `centre: desks ask for ${steps.join(' and ')}`);
    await centre.startServer({ port, rateLimitPerMin: 0 });
  }
}

function note(kills: Kills, isCounted: boolean, step: string): void {
  if (!isCounted) {
    kills.uncounted += 1;
    return;
  }
  kills.counted += 1;
  kills.histogram.set(step, (kills.histogram.get(step) ?? 0) + 1);
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadlineMs) throw new Error(`waited ${PATIENCE_MS / 1000} s in vain for ${what}`);
    await pause(LOOK_MS);
  }
}
