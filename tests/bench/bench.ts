import { parseArgs } from 'node:util';
import { withCentre, type Setting } from './bench-setting';
import { centreRate } from './centre-rate';
import { floor } from './floor';
import { keystrokes } from './keystrokes';
import { largeForm } from './large-form';
import { level } from './level';
import { nextItem } from './next-item';
import { pull } from './pull';
import { Report } from './report';
import { start } from './start';
import { submit } from './submit';
import { typing } from './typing';
import { update } from './update';

const BENCHES: Readonly<Record<string, (setting: Setting) => Promise<void>>> = {
  typing, floor, large: largeForm, keystrokes, pull, submit, next: nextItem, start, centre: centreRate, update,
};

/** What is measured without a centre and without a screen; `scripts/bench.mjs` knows these names too. */
const PURE: Readonly<Record<string, (report: Report) => void>> = { level };

const NAMES = [...Object.keys(BENCHES), ...Object.keys(PURE)];

const USAGE = `npm run bench -- [NAME…] [--rounds N] [--items N] [--json]
names: ${NAMES.join(', ')}; all of them unless told
`;

/** Runs benches one after another; a missed aim is told and is no failure. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string' }, items: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const names = positionals.length > 0 ? positionals : NAMES;
  if (values.help === true || names.some((name) => !NAMES.includes(name))) {
    process.stdout.write(USAGE);
    return values.help === true ? 0 : 2;
  }
  const report = await Report.begin('bench.jsonl', values.json === true);
  const options = { rounds: Number(values.rounds ?? 5), items: Number(values.items ?? 10_000) };
  for (const name of names) {
    report.of(name);
    if (name in PURE) PURE[name]?.(report);
    else await withCentre(report, options, async (setting) => BENCHES[name]?.(setting));
  }
  report.end();
  return 0;
}

main().then((code) => process.exit(code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
