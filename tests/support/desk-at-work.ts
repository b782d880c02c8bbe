import { expect } from 'vitest';
import { Desk } from '../../main/desk';
import { EnrolmentFile } from '../../main/security/enrolment';
import { fileModeVault } from '../../main/security/vault';
import { queueScope } from '../../shared/protocol/pull';
import { publicHalf, type PrivateKey } from '../../shared/seals/sealed-key';
import { counting, draftOf, HandClock, idOf, mutationDraft } from './desk-fixtures';
import { itemOf, itemRow, page } from './feed-pages';
import { failure, ScriptedCentre } from './scripted-centre';

/** Who works at the desk, and what nobody else may read of it. */
export const workOfZebediah = {
  operator: { id: idOf('operator', 1), siteId: idOf('desk', 2), login: 'zebediah', name: 'Zebediah Quill', role: 'operator', state: 'active' },
  pin: '482913',
  entry: 'c2VhbGVkLWVudHJ5LW9mLXplYmVkaWFo',
  draft: 'aGFsZi1rZXllZC1ieS16ZWJlZGlhaA',
} as const;

/** A desk at work: signed on, a page of two items pulled, one entry settled nowhere, a draft, a clock ten minutes behind. */
export async function deskAtWork(deskFolder: string, { signKey, sealKey }: Readonly<{ signKey: PrivateKey; sealKey: PrivateKey }>): Promise<Desk> {
  const { operator, pin, entry, draft: draftBody } = workOfZebediah;
  const centre = new ScriptedCentre(signKey);
  const clock = new HandClock(Date.parse('2026-11-21T07:50:00.000Z'));
  const place = {
    deskId: idOf('desk', 1), deskName: 'Desk', siteId: idOf('desk', 2), siteName: 'Site', centreKey: publicHalf(signKey), siteKeys: [],
    centreTimeUtc: '2026-11-21T08:00:00.000Z',
  };
  const parts = {
    profileFolder: deskFolder, version: 'test', clock, draws: { uuidV4: counting(), fraction: () => 1 }, fetch: centre.fetch, vault: fileModeVault,
    pinHash: { hash: async (typed: string) => `argon of ${typed}`, verify: async () => true }, onStatus: () => undefined, onBroken: () => undefined,
  };
  await (await Desk.open(parts)).close();
  await new EnrolmentFile(deskFolder, fileModeVault).write({ serverUrl: 'https://someone:secret@centre.invalid/keyroom?token=secret', place, signKey, sealKey });
  let pulls = 0;
  const scopes = { reference: 3, [queueScope(operator.id)]: 7 };
  centre.answer = ({ path }) => {
    if (path === '/v1/sign-on') return Response.json({ operator });
    if (path === '/v1/push') return failure({ kind: 'unavailable', message: `not now, ${operator.name}` });
    if (path !== '/v1/pull') return undefined;
    pulls += 1;
    return new Response(page({ cursors: scopes }, pulls === 1 ? [itemRow(itemOf(1)), itemRow(itemOf(2))] : []));
  };
  const desk = await Desk.open(parts);
  expect((await desk.signOn({ login: operator.login, pin })).ok).toBe(true);
  await desk.syncNow();
  expect((await desk.commit({ ...mutationDraft(1), body: entry })).ok).toBe(true);
  const { capturedAt: _, ...draft } = draftOf(2, 1);
  expect((await desk.saveDraft({ ...draft, body: draftBody })).ok).toBe(true);
  await desk.syncNow();
  return desk;
}
