import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_S = 100;

/** A process and all that it has started, directly or not, as they are now. */
function processTree(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat !== null) parents.set(Number(name), Number(stat[1]));
  }
  const tree = [pid];
  for (const each of tree) for (const [child, parent] of parents) if (parent === each) tree.push(child);
  return tree;
}

/** CPU seconds of a process and all that it has started, ended ones that were waited for included. */
export function cpuSeconds(pid: number): number {
  const ticks = processTree(pid).map((each) => statOf(each)?.slice(11, 15).reduce((sum, text) => sum + Number(text), 0) ?? 0);
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_S;
}

/**
 * Memory of a process and all that it has started: the proportional set size, where a page that several share counts
 * for each by its part. (Adding resident sizes would count Chromium's shared pages once a process.)
 */
export function pssMb(pid: number): number {
  const kB = processTree(pid).map((each) => {
    try {
      return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${each}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kB.reduce((sum, each) => sum + each, 0) / 1024;
}

/** The fields of /proc/PID/stat from the state on; null for a process that has ended. */
function statOf(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
