import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { machineState, machineWords, othersBusyPercent } from './machine';

const OUT = resolve(import.meta.dirname, '..');

/** One measured figure and, where there is one, the most (or with `atLeast` the least) that was aimed at. */
export type Figure = Readonly<{
  name: string;
  value: number;
  unit: string;
  /** How many single measurements it comes from. */
  samples?: number;
  aim?: number;
  atLeast?: boolean;
  /** What the figure was held against, or under which conditions it stands. */
  note?: string;
}>;

type Row = Figure & Readonly<{ bench: string }>;

/** Writes each figure as a line of JSON to a file as soon as it is known, and all of them as a table at the end. */
export class Report {
  private readonly rows: Row[] = [];
  private bench = '';
  private lastLine: string | null = null;

  private constructor(private readonly file: string, private readonly json: boolean) {}

  static async begin(fileName: string, json: boolean): Promise<Report> {
    mkdirSync(OUT, { recursive: true });
    const report = new Report(join(OUT, fileName), json);
    rmSync(report.file, { force: true });
    report.write({ machine: machineWords(), othersBusyPercent: await othersBusyPercent(), ...machineState() });
    return report;
  }

  /** What follows belongs to this bench. */
  of(bench: string): void {
    this.bench = bench;
    machineState();
    if (!this.json) process.stdout.write(`\n${bench}\n`);
  }

  add(figure: Figure): void {
    const row = { bench: this.bench, ...figure };
    this.rows.push(row);
    const met = isMet(row);
    this.write({ ...row, ...(met === null ? {} : { met }), ...machineState() });
    if (!this.json) process.stdout.write(`  ${words(row)}\n`);
  }

  /** The last line, behind the table. */
  closeWith(text: string): void {
    this.lastLine = text;
  }

  /** Progress that is no figure. */
  say(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** Prints the table; gives how many aims were missed. */
  end(): number {
    const missed = this.rows.filter((row) => isMet(row) === false);
    if (!this.json) {
      process.stdout.write(`\n${machineWords()}; load now ${machineState().load1}\n\n`);
      for (const row of this.rows) process.stdout.write(`${row.bench.padEnd(8)} ${words(row)}\n`);
      process.stdout.write(`\n${this.rows.filter((row) => isMet(row) === true).length} aims met, ${missed.length} missed\n`);
      if (this.lastLine !== null) process.stdout.write(`${this.lastLine}\n`);
    }
    return missed.length;
  }

  private write(line: Readonly<Record<string, unknown>>): void {
    const text = `${JSON.stringify({ atUtc: new Date().toISOString(), ...line })}\n`;
    appendFileSync(this.file, text);
    if (this.json) process.stdout.write(text);
  }
}

/** Null where nothing was aimed at. A figure that could not be measured meets no aim. */
function isMet({ value, aim, atLeast }: Figure): boolean | null {
  if (aim === undefined) return null;
  return atLeast === true ? value >= aim : value <= aim;
}

function words(row: Figure): string {
  const met = isMet(row);
  const aim = met === null ? '' : `${met ? 'met   ' : 'MISSED'} (aim ${row.atLeast === true ? '≥' : '≤'} ${shown(row.aim ?? 0)} ${row.unit})`;
  const samples = row.samples === undefined ? '' : `n=${row.samples}`;
  return `${row.name.padEnd(66)} ${shown(row.value).padStart(9)} ${row.unit.padEnd(5)} ${samples.padEnd(8)} ${aim} ${row.note ?? ''}`.trimEnd();
}

function shown(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}
