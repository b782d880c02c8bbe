import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'vite';
import { z } from 'zod';
import type { PlantedFault } from './planted-fault';
import { PLANTED_FAULTS } from './planted-faults';

const PROJECT = resolve(import.meta.dirname, '../..');

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** How many histories a fault has to be caught in. */
    histories: { type: 'string', default: '3000' },
    /** Only faults whose names contain this. */
    only: { type: 'string', default: '' },
  },
});

const resultSchema = z.object({
  run: z.int(),
  failure: z.object({
    seed: z.int(),
    broken: z.object({ promise: z.string() }),
    shortened: z.object({ events: z.array(z.unknown()) }),
  }).nullable(),
});

/** Plants the fault while the file is built. */
function planting({ file, find, replace }: PlantedFault): Plugin {
  return {
    name: 'planted-fault',
    enforce: 'pre',
    transform: (code, id) => (id === join(PROJECT, file) ? code.replace(find, () => replace) : null),
  };
}

/** A fault that does not fit the code any more proves nothing. */
async function checkFits({ name, file, find }: PlantedFault): Promise<void> {
  const places = (await readFile(join(PROJECT, file), 'utf8')).split(find).length - 1;
  if (places !== 1) throw new Error(`"${name}": its text stands ${places} times in ${file}`);
}

async function buildWith(fault: PlantedFault, outDir: string): Promise<string> {
  const of = (name: string): string => join(PROJECT, 'tests/simulation', `${name}.ts`);
  await build({
    configFile: false, logLevel: 'error', root: PROJECT, plugins: [planting(fault)],
    build: {
      ssr: true, target: 'node20', outDir, emptyOutDir: true, minify: false,
      rolldownOptions: {
        input: { simulate: of('simulate'), 'simulation-worker': of('simulation-worker') },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return join(outDir, 'simulate.mjs');
}

async function caught(fault: PlantedFault): Promise<boolean> {
  await checkFits(fault);
  const file = await buildWith(fault, join(PROJECT, 'out/trials/planted'));
  const child = spawn(process.execPath, [file, '--json', '--workers', '1', '--seed', values.seed, '--histories', values.histories], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { run, failure } = resultSchema.parse(JSON.parse(await text(child.stdout)));
  const what = failure === null ? `NOT CAUGHT in ${run} histories` : `caught in ${String(run).padStart(4)}, shortened to ${String(failure.shortened.events.length).padStart(2)} events: ${failure.broken.promise}`;
  process.stdout.write(`${fault.name.padEnd(60)}${what}\n`);
  return failure !== null;
}

const chosen = PLANTED_FAULTS.filter(({ name }) => name.includes(values.only));
const missed: string[] = [];
for (const fault of chosen) if (!(await caught(fault))) missed.push(fault.name);
process.stdout.write(`${chosen.length - missed.length} of ${chosen.length} planted faults caught\n`);
process.exitCode = missed.length === 0 ? 0 : 1;
