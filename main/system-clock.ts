import { performance } from 'node:perf_hooks';
import { randomInt, randomUUID } from 'node:crypto';
import type { Clock, Draws } from './clock';

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref?.();
    return () => clearTimeout(timer);
  },
};

const RANGE = 2 ** 32;

export const systemDraws: Draws = {
  uuidV4: () => randomUUID(),
  fraction: () => randomInt(RANGE) / RANGE,
};
