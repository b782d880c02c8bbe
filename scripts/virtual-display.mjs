import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @typedef {{env: NodeJS.ProcessEnv, close: () => Promise<void>}} Display */

const startTimeoutMs = 20_000;

/** True when a window can be shown: always but on a Linux without X11 or Wayland. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/**
 * The environment in which windows can be opened: ours when there is a screen, otherwise that of an Xvfb started for it.
 * @returns {Promise<Display>}
 */
export async function openDisplay() {
  if (hasDisplay()) return { env: process.env, close: async () => {} };
  // Xvfb picks a free display number itself and writes it to file descriptor 3.
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const exited = once(xvfb, 'exit').catch(() => {});
  const number = await displayNumber(xvfb);
  const close = async () => {
    xvfb.kill();
    await exited;
  };
  return { env: { ...process.env, DISPLAY: `:${number}` }, close };
}

/**
 * @param {import('node:child_process').ChildProcess} xvfb
 * @returns {Promise<string>}
 */
function displayNumber(xvfb) {
  return new Promise((resolve, reject) => {
    /** @param {string} reason */
    const fail = (reason) => reject(new Error(`No virtual display could be started (${reason}). Run \`node scripts/system-libraries.mjs\`, or start this where there is a screen.`));
    const timer = setTimeout(() => { xvfb.kill(); fail('Xvfb did not answer'); }, startTimeoutMs);
    xvfb.once('error', () => { clearTimeout(timer); fail('Xvfb is not installed'); });
    xvfb.once('exit', () => { clearTimeout(timer); fail('Xvfb ended at once'); });
    let text = '';
    xvfb.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
  });
}
