import { drawHistory } from './history';
import { runHistory } from './run-history';
import { shorten } from './shorten';
import { Tally } from './tally';
const seed = Number(process.argv[2]);
const h = drawHistory(seed);
const b = await runHistory(h, new Tally());
console.log(b);
if (b) { const s = await shorten(h, b); console.log(JSON.stringify(s.setup)); for (const e of s.events) console.log(JSON.stringify(e)); console.log(await runHistory(s, new Tally())); }
