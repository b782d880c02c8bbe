import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packagedPrograms, scriptPrograms, type Programs } from './programs';
import { DEB_SCENARIOS, SCENARIOS } from './scenarios';
import { makeReleaseKeys } from './release-keys';
import { UpdateSetting } from './update-setting';

const all = { ...SCENARIOS, ...DEB_SCENARIOS };
const USAGE = `npm run updates [-- NAME… --times N --seed N --at-once N --packages FOLDER --keys FOLDER --keep]
Scenarios: ${Object.keys(SCENARIOS).join(' ')}, all of these unless named; as root, when named: ${Object.keys(DEB_SCENARIOS).join(' ')}`;

const { values, positionals } = given();
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function parsed() {
  return parseArgs({
    allowPositionals: true,
    options: {
      /** How many cuts and kills. */
      times: { type: 'string', default: '3' },
      /** The seed of where they fall. */
      seed: { type: 'string', default: '1' },
      /** How many scenarios run beside one another. */
      'at-once': { type: 'string', default: '1' },
      /** Real packages instead of scripts, and the keys that they were built with. */
      packages: { type: 'string' },
      keys: { type: 'string' },
      /** Keeps the folder of the run. */
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
}

/** Words that make no sense end the run with a line, and no scenario has begun. */
function given(): ReturnType<typeof parsed> {
  try {
    const told = parsed();
    if (told.values.help) leave(USAGE, 0);
    const wrong = wrongIn(told);
    return wrong === null ? told : leave(`${wrong}\n${USAGE}`, 2);
  } catch (error) {
    return leave(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, 2);
  }
}

function wrongIn({ values: { times, seed, packages, keys, ...rest }, positionals: names }: ReturnType<typeof parsed>): string | null {
  const unknown = names.filter((name) => !Object.hasOwn(all, name));
  if (unknown.length > 0) return `There is no scenario ${unknown.join(', ')}.`;
  if ([times, seed, rest['at-once']].some((count) => !/^[1-9]\d{0,8}$/.test(count))) return '--times, --seed and --at-once are whole numbers from 1.';
  return (packages === undefined) === (keys === undefined) ? null : '--packages and --keys go together.';
}

function leave(text: string, code: 0 | 2): never {
  process[code === 0 ? 'stdout' : 'stderr'].write(`${text}\n`);
  process.exit(code);
}

async function main(): Promise<number> {
  const electron = process.env['KEYROOM_BENCH_ELECTRON'];
  if (electron === undefined) return leave('Start this with `npm run updates`, which finds Electron and a display.', 2);
  const names = positionals.length === 0 ? Object.keys(SCENARIOS) : positionals;
  const left = [...names];
  let failures = 0;
  const runSome = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) if (!(await runOne(name, resolve(electron)))) failures += 1;
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, runSome));
  say(failures === 0 ? `all ${names.length} scenarios hold` : `${failures} of ${names.length} scenarios FAILED`);
  return failures === 0 ? 0 : 1;
}

/** Each scenario has a centre and desks of its own. */
async function runOne(name: string, electron: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), `keyroom-update-${name}-`));
  const { keys, programs } = await made(folder, electron);
  const setting = await UpdateSetting.open(folder, programs, keys);
  const beganAtMs = Date.now();
  try {
    const told = await all[name]?.(setting, { times: Number(values.times), seed: Number(values.seed), say });
    say(`${name}: holds, ${((Date.now() - beganAtMs) / 1000).toFixed(1)} s${told === undefined || told === '' ? '' : `; ${told}`}`);
    return true;
  } catch (error) {
    say(`${name}: FAILED, ${error instanceof Error ? error.stack : String(error)}`);
    return false;
  } finally {
    await setting.close();
    if (values.keep) say(`kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

async function made(folder: string, electron: string): Promise<Readonly<{ keys: string; programs: Programs }>> {
  if (values.packages !== undefined && values.keys !== undefined) return { keys: resolve(values.keys), programs: packagedPrograms(resolve(values.packages), join(folder, 'programs')) };
  const keys = join(folder, 'keys');
  await mkdir(keys, { recursive: true });
  await makeReleaseKeys(keys);
  return { keys, programs: scriptPrograms(join(folder, 'programs'), electron, join(keys, 'release-keys.json')) };
}

process.exitCode = await main();
