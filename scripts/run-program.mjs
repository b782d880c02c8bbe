import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from './project-folders.mjs';

const require = createRequire(import.meta.url);

/**
 * The number a shell would report for a process that ended.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/**
 * Runs a program to its end and resolves with its exit code; its output goes where ours goes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd: projectFolder, stdio: 'inherit', ...options });
    // An aborted program still runs for a moment: its exit is what counts.
    child.on('error', (error) => { if (child.pid === undefined) reject(error); });
    child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}

/**
 * The file behind an installed package's command, to be run with Node; undefined when the package is not installed.
 * @param {string} packageName
 * @param {string} [binaryName]
 * @returns {string | undefined}
 */
export function packageBinary(packageName, binaryName = packageName) {
  try {
    const manifest = require.resolve(`${packageName}/package.json`);
    /** @type {{bin?: string | Record<string, string>}} */
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    const file = typeof bin === 'string' ? bin : bin?.[binaryName];
    return file === undefined ? undefined : join(dirname(manifest), file);
  } catch {
    return undefined;
  }
}

/**
 * Runs an installed package's command to its end and resolves with its exit code.
 * @param {string} packageName
 * @param {string} binaryName
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runPackageBinary(packageName, binaryName, args, env = process.env) {
  const file = packageBinary(packageName, binaryName);
  if (file === undefined) throw new Error(`${packageName} is not installed. Run \`npm ci\` first.`);
  return runProgram(process.execPath, [file, ...args], { env });
}

/**
 * True when the given module was started from the command line and not imported.
 * @param {string} moduleUrl
 */
export function isStartedDirectly(moduleUrl) {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === moduleUrl;
}

/**
 * Runs a script's main function; what it returns is the exit code, what it throws is shown as one sentence.
 * @param {() => Promise<number | void>} main
 */
export function runScript(main) {
  main().then(
    (code) => process.exit(code ?? 0),
    (error) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exit(1);
    },
  );
}
