import { parseArgs } from 'node:util';

export type LoadOptions = Readonly<{
  desks: number;
  perHour: number;
  minutes: number;
  /** Unsettled mutations that each desk comes back with. */
  backlog: number;
  sites: number;
  servers: number;
  processes: number;
  rampSeconds: number;
  /** Requests a minute and desk that the centre allows; null for what it ships with. */
  rateLimit: number | null;
  profile: boolean;
  json: boolean;
}>;

export const USAGE = `npm run load -- [options]
  --desks N          200    desks, each with an operator of its own
  --per-hour N       60000  submissions an hour, of all desks together
  --minutes N        10     how long
  --backlog N        500    what each desk comes back with after a day offline
  --sites N          1      sites that the desks are spread over
  --servers N        1      server processes on the one database
  --processes N      2      processes that the desks run in
  --ramp-seconds N   30     length of each step of the ramp; 0 leaves it out
  --rate-limit N            requests a minute and desk, 0 for no limit; as shipped unless given
  --profile                 CPU profiles of servers and desks, to out/profiles/
  --json                    figures as lines of JSON
`;

/** Null when help was asked for or an option is no number. */
export function loadOptions(args: readonly string[]): LoadOptions | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      desks: text, 'per-hour': text, minutes: text, backlog: text, sites: text, servers: text, processes: text, 'ramp-seconds': text,
      'rate-limit': text, profile: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' },
    },
  });
  const limit = values['rate-limit'];
  const options = {
    desks: Number(values.desks ?? 200), perHour: Number(values['per-hour'] ?? 60_000), minutes: Number(values.minutes ?? 10),
    backlog: Number(values.backlog ?? 500), sites: Number(values.sites ?? 1), servers: Number(values.servers ?? 1),
    processes: Number(values.processes ?? 2), rampSeconds: Number(values['ramp-seconds'] ?? 30),
    rateLimit: limit === undefined ? null : Number(limit),
  };
  if (values.help === true || Object.values(options).some((each) => Number.isNaN(each))) return null;
  return { ...options, profile: values.profile === true, json: values.json === true };
}
