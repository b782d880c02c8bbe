import { parseArgs } from 'node:util';
import { buildIfMissing } from './build.mjs';
import { demoOperators } from './demo-data.mjs';
import { openDemo } from './demo.mjs';
import { openDesk } from './desk.mjs';
import { demoFolder } from './project-folders.mjs';
import { runScript } from './run-program.mjs';
import { hasDisplay } from './virtual-display.mjs';

/** Keyroom on one machine: a demo centre with drawn receipts and one desk. */
async function start() {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false }, tour: { type: 'boolean', default: false } } });
  await buildIfMissing();
  if (values.tour) return tour();
  if (!hasDisplay()) {
    console.log('There is no screen here, so a short tour is driven on a virtual one instead. Start it in a desktop session to use it yourself.');
    return tour();
  }
  return runDemo(values.fresh);
}

/** Loaded only when asked for: a demo with a window needs no test driver. */
async function tour() {
  const { driveTour } = await import('./tour.mjs');
  await driveTour();
}

/** @param {boolean} fresh */
async function runDemo(fresh) {
  // Ctrl+C closes the desk; then the centre is stopped in order.
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupted.abort());
  const demo = await openDemo(demoFolder, { fresh });
  try {
    console.log(`Centre:   ${demo.centre.url}\nData:     ${demoFolder}`);
    for (const { login, pin, role } of demoOperators) console.log(`Sign on:  ${login}, PIN ${pin}${role === 'lead' ? ' (team lead: the floor)' : ''}`);
    const flags = ['--server', demo.centre.url, '--profile', demo.deskFolder];
    if (demo.enrolCode !== undefined) flags.push('--enrol', demo.enrolCode);
    const code = await openDesk(flags, interrupted.signal);
    if (code === 0) await demo.deskEnrolled();
    return code;
  } finally {
    await demo.centre.stop();
  }
}

runScript(start);
