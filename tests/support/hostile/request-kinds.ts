import { v7 } from 'uuid';
import { z } from 'zod';
import {
  addFormSchema, addOperatorSchema, addSiteSchema, deskStateSchema, enrolmentCodeRequestSchema, importRequestSchema, listShiftsSchema, operatorAbilitiesSchema,
  operatorStateSchema, planShiftSchema, setProjectSchema,
} from '../../../shared/protocol/admin';
import { ENROLMENT_ALPHABET, enrolRequestSchema } from '../../../shared/protocol/enrol';
import { addReleaseSchema, deskRingSchema, haltReleaseSchema, linkBudgetSchema, promoteReleaseSchema, removeReleaseSchema } from '../../../shared/protocol/admin-releases';
import { updateRequestSchema } from '../../../shared/protocol/update';
import { openKeptRequestSchema } from '../../../shared/protocol/open-kept';
import { pullRequestSchema, queueScope } from '../../../shared/protocol/pull';
import { signOnRequestSchema } from '../../../shared/protocol/sign-on';
import { challengeRequestSchema, tokenRequestSchema } from '../../../shared/protocol/token';
import type { Random } from '../random';
import type { TwoSites } from './two-sites';

/** Who a request says that it comes from. */
export type Credential = 'none' | 'desk' | 'admin';

/** A request: `body` is JSON, or nothing. */
export type Request = Readonly<{ method: 'GET' | 'POST' | 'PUT'; path: string; body?: unknown; as: Credential }>;

/** One route, with a request that fits its schema and is wrong by one field, so that nothing may come of it. */
export type RequestKind = Readonly<{ route: string; schema: z.ZodType; wrong: (random: Random) => Request }>;

const post = (path: string, body: unknown, as: Credential): Request => ({ method: 'POST', path, body, as });
const sha256 = (random: Random): string => Array.from({ length: 64 }, () => random.int(16).toString(16)).join('');
const anyPin = (random: Random): string => String(100_000 + random.int(300_000));

/** Right by its shape, and not a form that can be keyed. */
function wrongForm(random: Random): unknown {
  const text = { kind: 'text', id: 'note', label: 'Note', maxLength: 9 };
  const form = { v: 2, workType: 'receipt', title: 'Receipt', parts: [text] };
  return random.pick([
    { form: { ...form, parts: [text, text] }, lists: [] },
    { form: { ...form, parts: [{ ...text, when: 'nobody > 1' }] }, lists: [] },
    { form: { ...form, parts: [{ ...text, compute: 'note + "x"' }] }, lists: [] },
    { form: { ...form, codeLists: { units: { hash: sha256(random) } } }, lists: [{ columns: ['code', 'label'], entries: [['a', 'A']] }] },
    { form: { ...form, edits: [{ id: 'rule', severity: 'hard', check: 'note.matches("(a+)+$")', message: 'Wrong.' }] }, lists: [] },
  ]);
}

/** Every route but push, which stores whatever it is sent: see `pushKinds`. */
export function requestKinds({ cebu, manila, centre }: TwoSites): readonly RequestKind[] {
  const site = 'Atlantis';
  const delivery = { client: 'C', project: 'P', workType: 'receipt', site: 'Cebu', partial: false, faults: [], items: [{ source: 'a.jpg', pages: [{ name: 'a.jpg', sha256: 'a'.repeat(64), sizeBytes: 3 }] }] };
  const key = cebu.desk.place.centreKey;
  const nobody = z.undefined();
  return [
    { route: '/v1/enrol', schema: enrolRequestSchema, wrong: (r) => post('/v1/enrol', { code: Array.from({ length: 8 }, () => r.pick(ENROLMENT_ALPHABET.split(''))).join(''), deskName: 'Desk', signKey: key, sealKey: key }, 'none') },
    { route: '/v1/challenge', schema: challengeRequestSchema, wrong: () => post('/v1/challenge', { deskId: v7() }, 'none') },
    { route: '/v1/token', schema: tokenRequestSchema, wrong: (r) => post('/v1/token', { deskId: cebu.desk.place.deskId, signedChallenge: `${sha256(r)}.${sha256(r)}.${sha256(r)}` }, 'none') },
    { route: '/v1/sign-on', schema: signOnRequestSchema, wrong: (r) => post('/v1/sign-on', { login: r.pick(manila.logins), pin: anyPin(r) }, 'none') },
    { route: '/v1/pull', schema: pullRequestSchema, wrong: (r) => post('/v1/pull', { feedId: r.pick([null, v7()]), cursors: { [queueScope(r.pick([v7(), ...manila.operatorIds]))]: r.int(2 ** 40) }, streamIds: [r.uuidV4()], limit: 1 + r.int(1000) }, 'desk') },
    { route: '/v1/kept-entries/open', schema: openKeptRequestSchema, wrong: (r) => post('/v1/kept-entries/open', { operatorId: r.pick([v7(), ...cebu.operatorIds, ...manila.operatorIds]), itemId: r.pick([v7(), ...manila.items.map(({ id }) => id)]), keptId: v7() }, 'desk') },
    { route: '/v1/news', schema: nobody, wrong: () => ({ method: 'GET', path: '/v1/news', as: 'none' }) },
    { route: '/v1/documents/:hash', schema: nobody, wrong: (r) => ({ method: 'GET', path: `/v1/documents/${r.pick([sha256(r), manila.items[0]?.pages[0]?.hash ?? ''])}`, as: 'desk' }) },
    { route: '/v1/admin/sites', schema: addSiteSchema, wrong: (r) => post('/v1/admin/sites', { name: r.pick(['Cebu', ' MANILA ']) }, 'admin') },
    { route: '/v1/admin/operators', schema: addOperatorSchema, wrong: (r) => post('/v1/admin/operators', { site: r.pick(['Cebu', site]), login: r.pick(cebu.logins), name: 'X', pin: anyPin(r), role: 'operator' }, 'admin') },
    { route: '/v1/admin/operators/state', schema: operatorStateSchema, wrong: (r) => ({ method: 'PUT', path: '/v1/admin/operators/state', body: { site: 'Cebu', login: r.pick(['nobody', ...manila.logins]), state: r.pick(['active', 'revoked']) }, as: 'admin' }) },
    { route: '/v1/admin/operators/abilities', schema: operatorAbilitiesSchema, wrong: (r) => ({ method: 'PUT', path: '/v1/admin/operators/abilities', body: { site: 'Cebu', login: r.pick(['nobody', ...manila.logins]), skills: r.pick([null, ['receipt']]) }, as: 'admin' }) },
    { route: '/v1/admin/projects', schema: setProjectSchema, wrong: (r) => ({ method: 'PUT', path: '/v1/admin/projects', body: { client: 'Nobody', project: 'P', policy: r.pick([{}, { assign: 'pool' }, { weight: 2 }]), ...r.pick([{}, { workType: 'no-such' }]) }, as: 'admin' }) },
    { route: '/v1/admin/desks/state', schema: deskStateSchema, wrong: (r) => ({ method: 'PUT', path: '/v1/admin/desks/state', body: { site: r.pick(['Manila', site]), desk: cebu.desk.place.deskId, state: r.pick(['active', 'revoked']) }, as: 'admin' }) },
    { route: '/v1/admin/shifts', schema: planShiftSchema, wrong: (r) => ({ method: 'PUT', path: '/v1/admin/shifts', body: { site: r.pick(['Cebu', site]), login: r.pick(['nobody', ...manila.logins]), weekdays: [1], hours: null }, as: 'admin' }) },
    { route: '/v1/admin/shifts/list', schema: listShiftsSchema, wrong: () => post('/v1/admin/shifts/list', { site }, 'admin') },
    { route: '/v1/admin/enrolment-codes', schema: enrolmentCodeRequestSchema, wrong: (r) => post('/v1/admin/enrolment-codes', { site, validMinutes: 1 + r.int(100) }, 'admin') },
    { route: '/v1/admin/forms', schema: addFormSchema, wrong: (r) => post('/v1/admin/forms', wrongForm(r), 'admin') },
    { route: '/v1/admin/imports', schema: importRequestSchema, wrong: (r) => post('/v1/admin/imports', { ...delivery, ...r.pick([{ site }, { workType: 'invoice' }, { assignTo: ['nobody'] }, { dueAtUtc: '2020-01-01T00:00:00.000Z' }, { items: [] }]) }, 'admin') },
    { route: '/v1/admin/imports/:id/pages/:sha256', schema: nobody, wrong: (r) => ({ method: 'PUT', path: `/v1/admin/imports/${v7()}/pages/${sha256(r)}`, as: 'admin' }) },
    { route: '/v1/admin/imports/:id/publish', schema: z.strictObject({}), wrong: () => post(`/v1/admin/imports/${v7()}/publish`, {}, 'admin') },
    { route: '/v1/update', schema: updateRequestSchema, wrong: () => post('/v1/update', { version: '1.0.0', sinceUtc: '2026-11-21T08:00:00.000Z', build: null, unsettledCount: 0, outcome: null, failedVersions: [] }, 'none') },
    { route: '/v1/releases/:sha256', schema: nobody, wrong: (r) => ({ method: 'GET', path: `/v1/releases/${sha256(r)}`, as: 'desk' }) },
    { route: '/v1/admin/releases', schema: addReleaseSchema, wrong: (r) => post('/v1/admin/releases', { signed: r.pick(['', 'a.b.c', `${sha256(r)}.${sha256(r)}.${sha256(r)}`]) }, 'admin') },
    { route: '/v1/admin/releases/promote', schema: promoteReleaseSchema, wrong: (r) => ({ method: 'PUT', path: '/v1/admin/releases/promote', body: { version: '9.9.9', ring: r.pick(['lab', 'pilot', 'all']) }, as: 'admin' }) },
    { route: '/v1/admin/releases/halt', schema: haltReleaseSchema, wrong: () => ({ method: 'PUT', path: '/v1/admin/releases/halt', body: { version: '9.9.9', why: 'no' }, as: 'admin' }) },
    { route: '/v1/admin/releases/remove', schema: removeReleaseSchema, wrong: () => ({ method: 'PUT', path: '/v1/admin/releases/remove', body: { version: '9.9.9' }, as: 'admin' }) },
    { route: '/v1/admin/releases/artifacts/:sha256', schema: nobody, wrong: (r) => ({ method: 'PUT', path: `/v1/admin/releases/artifacts/${sha256(r)}`, as: r.pick(['none', 'desk']) }) },
    { route: '/v1/admin/site-desks', schema: nobody, wrong: (r) => ({ method: 'GET', path: '/v1/admin/site-desks', as: r.pick(['none', 'desk']) }) },
    { route: '/v1/admin/desks/ring', schema: deskRingSchema, wrong: (r) => ({ method: 'PUT', path: '/v1/admin/desks/ring', body: { site: r.pick(['Manila', site]), desk: cebu.desk.place.deskId, ring: r.pick(['lab', 'pilot', null]) }, as: 'admin' }) },
    { route: '/v1/admin/sites/budget', schema: linkBudgetSchema, wrong: () => ({ method: 'PUT', path: '/v1/admin/sites/budget', body: { site, bytesPerS: null }, as: 'admin' }) },
    { route: '/v1/admin/story', schema: nobody, wrong: () => ({ method: 'GET', path: `/v1/admin/story?item=${v7()}`, as: 'admin' }) },
    { route: '/v1/admin/export.json', schema: nobody, wrong: () => ({ method: 'GET', path: `/v1/admin/export.json?batch=${v7()}`, as: 'admin' }) },
    { route: '/v1/admin/export.csv', schema: nobody, wrong: () => ({ method: 'GET', path: `/v1/admin/export.csv?batch=${v7()}`, as: 'admin' }) },
    { route: '/v1/admin/status', schema: nobody, wrong: (r) => ({ method: 'GET', path: '/v1/admin/status', as: r.pick(['none', 'desk']) }) },
    { route: '/v1/admin/check', schema: z.strictObject({}), wrong: (r) => post('/v1/admin/check', {}, r.pick(['none', 'desk'])) },
    { route: '/v1/alive', schema: nobody, wrong: () => ({ method: 'POST', path: '/v1/alive', as: centre.url === '' ? 'none' : 'desk' }) },
    { route: '/v1/openapi.json', schema: nobody, wrong: () => ({ method: 'PUT', path: '/v1/openapi.json', as: 'none' }) },
  ];
}
