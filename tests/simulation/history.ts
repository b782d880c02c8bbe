import { z } from 'zod';
import { drawEvent, eventSchema } from './events';
import { Random } from '../support/random';

/** What a history begins with. */
const setupSchema = z.object({
  desks: z.int().min(3),
  operators: z.int().min(4),
  /** How many of the operators are leads: the last ones. */
  leads: z.int().min(0).default(0),
  items: z.int().min(20),
  hasBackups: z.boolean(),
  /** Whether entries are sealed as shipped; else with something light that only hides them. */
  isSealed: z.boolean(),
  /** Whether the page's own index is built and compared, too. */
  isIndexed: z.boolean(),
});

/** All that may happen to some desks and their centre in a few days, as data: the same history runs the same way every time. */
export const historySchema = z.object({ seed: z.int(), setup: setupSchema, events: z.array(eventSchema) });
export type History = Readonly<z.infer<typeof historySchema>>;

const EVENTS_AT_LEAST = 300;
const MORE_EVENTS = 120;

/** One history in so many is sealed as shipped, and of those every other one is indexed as shipped: both take their time. */
const SEALED_EVERY = 50;
const INDEXED_EVERY = 100;

export function drawHistory(seed: number): History {
  const random = new Random(seed);
  const setup = {
    desks: 3 + random.int(2), operators: 4 + random.int(3), items: 20 + random.int(12), hasBackups: random.int(2) === 0,
    isSealed: seed % SEALED_EVERY === 7, isIndexed: seed % INDEXED_EVERY === 7, leads: 1 + random.int(2),
  };
  const events = Array.from({ length: EVENTS_AT_LEAST + random.int(MORE_EVENTS) }, () => drawEvent(random));
  return { seed, setup, events };
}
