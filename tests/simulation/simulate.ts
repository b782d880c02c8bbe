import { parseArgs } from 'node:util';
import { drawHistory } from './history';
import { runHistory } from './run-history';
import { Tally } from './tally';
const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, histories: { type: 'string', default: '100' } } });
const tally = new Tally();
const started = performance.now();
for (let i = 0; i < Number(values.histories); i += 1) {
  const broken = await runHistory(drawHistory(Number(values.seed) + i), tally);
  if (broken !== null) { console.log(Number(values.seed) + i, broken); break; }
}
console.log((performance.now() - started) / Number(values.histories), 'ms each');
for (const [name, n] of [...tally.counts].sort()) console.log(name, n);
