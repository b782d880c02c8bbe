import { parseArgs } from 'node:util';
import { usageError } from './release-usage.mjs';

/** @typedef {typeof import('../../shared/updates/manifest')} ManifestModule */

const DAY_MS = 24 * 60 * 60_000;
const MOST_VALID_DAYS = 3650;

const VERSION = 'three numbers, such as 1.4.12';

/** What `sign` was told, word for word. @param {readonly string[]} args */
export function signArguments(args) {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true,
    options: {
      key: { type: 'string' }, version: { type: 'string' }, out: { type: 'string' }, channel: { type: 'string', default: 'stable' }, ring: { type: 'string', default: 'all' },
      sites: { type: 'string' }, critical: { type: 'boolean', default: false }, 'not-before': { type: 'string' }, 'valid-days': { type: 'string', default: '60' },
      'oldest-from': { type: 'string', default: '0.0.0' }, 'lowest-index': { type: 'string' },
    },
  });
  const missing = [
    ...(['key', 'version', 'out'].filter((name) => !(name in values)).map((name) => `--${name}`)),
    ...(positionals.length === 0 ? ['the artifacts'] : []),
  ];
  const { key, version, out } = values;
  if (key === undefined || version === undefined || out === undefined || missing.length > 0) throw usageError(`Not signed: ${missing.join(', ')} missing.`);
  return { values: { ...values, key, version, out }, files: positionals };
}

/**
 * What the options say of a release. Throws at the first that says nothing, with what it may say.
 * @param {ReturnType<typeof signArguments>['values']} values
 * @param {ManifestModule['manifestSchema']['shape']} fields
 * @param {Readonly<{nowMs: number, leastFormat: number}>} at
 */
export function signedFields(values, fields, { nowMs, leastFormat }) {
  const { version, channel, ring, critical, sites } = values;
  if (!values.out.endsWith('.jws')) throw wrong('out', values.out, 'a file that ends in .jws, as `release add` knows it by that');
  const days = whole(values['valid-days']);
  if (!(days >= 1 && days <= MOST_VALID_DAYS)) throw wrong('valid-days', values['valid-days'], `a whole number of days from 1 to ${MOST_VALID_DAYS}`);
  const expiresAtUtc = utc(nowMs + days * DAY_MS);
  const lowest = values['lowest-index'] === undefined ? leastFormat : whole(values['lowest-index']);
  return {
    version: held(fields.version, version, 'version', version, VERSION),
    channel: held(fields.channel, channel, 'channel', channel, 'a word of small letters, digits and dashes'),
    sites: held(fields.sites, sites?.split(',') ?? 'all', 'sites', sites ?? '', 'ids with commas between them; `site list` at the centre tells them'),
    ring: held(fields.ring, ring, 'ring', ring, fields.ring.options.join(', ')),
    critical,
    issuedAtUtc: utc(nowMs),
    notBeforeUtc: notBefore(values['not-before'], { nowMs, expiresAtUtc }, fields),
    expiresAtUtc,
    oldestFrom: held(fields.oldestFrom, values['oldest-from'], 'oldest-from', values['oldest-from'], VERSION),
    lowestIndexVersion: held(fields.lowestIndexVersion, lowest, 'lowest-index', values['lowest-index'] ?? '', 'a whole number from 1'),
  };
}

/**
 * @template T
 * @param {import('zod').ZodType<T>} schema
 * @param {unknown} value
 * @param {string} option
 * @param {string} said
 * @param {string} allowed
 */
function held(schema, value, option, said, allowed) {
  const { success, data } = schema.safeParse(value);
  if (!success) throw wrong(option, said, allowed);
  return data;
}

/**
 * @param {string} option
 * @param {string} said
 * @param {string} allowed
 */
function wrong(option, said, allowed) {
  return new Error(`Not signed: --${option} says “${said}”; allowed: ${allowed}.`);
}

/**
 * @param {string | undefined} said with or without seconds and parts of them
 * @param {Readonly<{nowMs: number, expiresAtUtc: string}>} at
 * @param {ManifestModule['manifestSchema']['shape']} fields
 */
function notBefore(said, { nowMs, expiresAtUtc }, fields) {
  if (said === undefined) return utc(nowMs);
  const [, minute, second, part] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d{1,3})?Z$/.exec(said) ?? [];
  const instant = `${minute ?? ''}${second ?? ':00'}${(part ?? '.').padEnd(4, '0')}Z`;
  const begins = held(fields.notBeforeUtc, instant, 'not-before', said, 'an instant in UTC, such as 2026-12-01T06:00Z');
  if (begins >= expiresAtUtc) throw wrong('not-before', said, `an instant before ${expiresAtUtc}, when --valid-days are over`);
  return begins;
}

/** @param {string} text */
function whole(text) {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** @param {number} ms */
function utc(ms) {
  return new Date(ms).toISOString();
}
