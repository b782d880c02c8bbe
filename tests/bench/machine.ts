import { readFileSync } from 'node:fs';
import { cpus, freemem, loadavg, release, totalmem } from 'node:os';

const MB = 1024 * 1024;

/** What a figure was measured on, and what else the machine was doing. */
export type MachineState = Readonly<{ load1: number; load5: number; freeMb: number; busyPercent: number }>;

type Ticks = Readonly<{ busy: number; all: number }>;

let last = ticks();

/** The load now; `busyPercent` is of all cores since the last call. */
export function machineState(): MachineState {
  const now = ticks();
  const busyPercent = Math.round((100 * (now.busy - last.busy)) / Math.max(1, now.all - last.all));
  last = now;
  const [load1 = 0, load5 = 0] = loadavg();
  return { load1: round(load1), load5: round(load5), freeMb: Math.round(freemem() / MB), busyPercent };
}

/** One line about the machine itself. */
export function machineWords(): string {
  const [cpu] = cpus();
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / MB)} MB, Linux ${release()}, Node ${process.version}`;
}

/** How busy all cores are while nothing of ours runs, over `ms`. */
export async function othersBusyPercent(ms = 2000): Promise<number> {
  machineState();
  await new Promise((resolve) => setTimeout(resolve, ms));
  return machineState().busyPercent;
}

function ticks(): Ticks {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, irq = 0, softIrq = 0, steal = 0] = line.trim().split(/\s+/).slice(1).map(Number);
  const busy = user + nice + system + irq + softIrq + steal;
  return { busy, all: busy + idle + ioWait };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
