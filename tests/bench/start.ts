import { join } from 'node:path';
import { PLAIN_WINDOW, PROJECT, stationFlags } from './apps';
import type { Setting } from './bench-setting';
import { PipedElectron } from './piped-electron';
import { pssMb } from './process-tree';
import { median } from './quantile';

/** What a start leaves behind it has settled by then. */
const SETTLE_MS = 3000;
const STARTS_AT_LEAST = 5;

type Start = Readonly<{ usableMs: number; pssMb: number }>;

/** Start to a window that can be used, and the memory of all its processes, beside an Electron with one plain window. */
export async function start({ centre, url, folder, report, rounds }: Setting): Promise<void> {
  await centre.addSite('Start');
  const station = [PROJECT, ...stationFlags(url, await centre.enrolmentCode('Start'), join(folder, 'start'))];
  const plain = [PLAIN_WINDOW, `--profile=${join(folder, 'plain-start')}`];
  // Once unmeasured: the first start enrols, makes profiles and fills the disk's cache.
  for (const args of [plain, station]) await startOnce(args);
  const starts = { app: [] as Start[], plain: [] as Start[] };
  for (let round = 0; round < Math.max(rounds, STARTS_AT_LEAST); round += 1) {
    const sides = [{ args: plain, to: starts.plain }, { args: station, to: starts.app }];
    for (const { args, to } of round % 2 === 0 ? sides : sides.toReversed()) to.push(await startOnce(args));
  }
  for (const [name, of, unit] of [['start to a usable window', 'usableMs', 'ms'], ['memory of all processes (PSS)', 'pssMb', 'MB']] as const) {
    const [app, bare] = [median(starts.app.map((each) => each[of])), median(starts.plain.map((each) => each[of]))];
    const note = `median ${app.toFixed(0)} ${unit} against ${bare.toFixed(0)} ${unit}`;
    report.add({ name: `${name}, over a plain window's`, value: app / bare, unit: '×', samples: starts.app.length, aim: 1.3, note });
  }
}

async function startOnce(args: readonly string[]): Promise<Start> {
  const electron = new PipedElectron(args);
  try {
    const usableMs = await electron.usableMs();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return { usableMs, pssMb: pssMb(electron.pid) };
  } finally {
    await electron.end();
  }
}
