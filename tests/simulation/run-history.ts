import { inspect } from 'node:util';
import { Deeds } from './deeds';
import type { History } from './history';
import { checkQuiet, comeToRest } from './quiet';
import { settle } from './simulated-time';
import type { Tally } from './tally';
import { Violation, type PromiseName } from './violation';
import { World } from './world';

/** What a history broke, and after which of its events; `events.length` stands for the quiet at its end. */
export type Broken = Readonly<{ promise: PromiseName; detail: string; at: number }>;

/** Lets a history happen on the shipped core and looks whether every promise held; null when all did. */
export async function runHistory(history: History, tally: Tally): Promise<Broken | null> {
  let at = -1;
  const world = await World.begin(history, tally);
  try {
    const deeds = new Deeds(world);
    for (const event of history.events) {
      at += 1;
      await deeds.do(event);
      await settle();
      for (const desk of world.desks) await desk.notePower();
      world.throwBroken();
    }
    at = history.events.length;
    await comeToRest(world);
    await checkQuiet(world);
    tally.count('events', history.events.length);
    tally.count('entries said to be saved', world.promises.savedEntryCount);
    return null;
  } catch (error) {
    if (error instanceof Violation) return { promise: error.promise, detail: error.message, at };
    return { promise: 'nothing throws', detail: inspect(error), at };
  } finally {
    await world.end();
  }
}
