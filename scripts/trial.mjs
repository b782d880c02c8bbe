import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { outFolder, projectFolder } from './project-folders.mjs';
import { isStartedDirectly, runProgram, runScript } from './run-program.mjs';

const WORKER = '-worker.ts';

/**
 * Builds a program of tests/ into out/trials/, with the workers that stand beside it, and gives the file to run with Node.
 * @param {string} program folder and name below tests/, such as `simulation/simulate`
 */
export async function buildTrial(program) {
  const [folder = '', name = ''] = program.split('/');
  const workers = (await readdir(join(projectFolder, 'tests', folder))).filter((file) => file.endsWith(WORKER)).map((file) => file.slice(0, -'.ts'.length));
  const { build } = await import('vite');
  await build({
    configFile: false, logLevel: 'warn', root: projectFolder,
    build: {
      ssr: true, target: 'node20', outDir: join(outFolder, 'trials'), emptyOutDir: false, sourcemap: true, minify: false,
      rolldownOptions: {
        input: Object.fromEntries([name, ...workers].map((each) => [each, join(projectFolder, 'tests', folder, `${each}.ts`)])),
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: `${name}-[hash].mjs` },
      },
    },
  });
  return join(outFolder, 'trials', `${name}.mjs`);
}

/**
 * Builds a program of tests/ and runs it to its end; resolves with its exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runTrial(program, args, env = process.env) {
  return runProgram(process.execPath, ['--enable-source-maps', await buildTrial(program), ...args], { env });
}

if (isStartedDirectly(import.meta.url)) {
  const [program = '', ...args] = process.argv.slice(2);
  runScript(() => runTrial(program, args));
}
