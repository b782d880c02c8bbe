import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { DeskReportRow } from '../../server/store/release-rows';
import type { Store } from '../../server/store/store';
import { RECEIVED_AT_UTC } from './centre-mutations';
import type { StoredSite } from './centre-store-setup';
import { LINUX } from './signed-release';

/** What every store keeps of releases. */
export function releaseContract(openStore: () => Store, openSite: () => StoredSite): void {
  let made = 0;
  const releases = (): Store['releases'] => openStore().releases;
  /** A release of its own for each test, added at its own time. */
  const added = async (): Promise<string> => {
    made += 1;
    const version = `${made}.0.0`;
    expect(await releases().addRelease({ version, signed: `signed ${version}`, addedAtUtc: `2026-11-21T08:00:0${made % 10}.000Z` })).toBe('added');
    return version;
  };
  const named = async (version: string): Promise<unknown> => (await releases().releases()).find((each) => each.version === version);
  const report = (changed: Partial<DeskReportRow> = {}): DeskReportRow => ({
    deskId: openSite().desk.id, version: '1.0.0', sinceUtc: '2026-11-01T00:00:00.000Z', build: LINUX, unsettledCount: 3,
    outcome: { version: '1.0.0', atUtc: '2026-11-01T00:00:00.000Z', rolledBackFor: null }, failedVersions: ['0.9.9'], heardAtUtc: RECEIVED_AT_UTC, ...changed,
  });

  test('adds a release once, word for word, and never another under its version', async () => {
    const version = await added();
    expect(await releases().addRelease({ version, signed: 'another', addedAtUtc: RECEIVED_AT_UTC })).toBe('exists');
    expect(await named(version)).toMatchObject({ version, signed: `signed ${version}`, halted: null });
  });

  test('gives releases in the order in which they were added', async () => {
    const versions = [await added(), await added()];
    expect((await releases().releases()).map(({ version }) => version).filter((version) => versions.includes(version))).toEqual(versions);
  });

  test('halts a release once: the first reason stays until it may go out again', async () => {
    const [version, other] = [await added(), await added()];
    await releases().setHalted(version, { atUtc: RECEIVED_AT_UTC, why: 'the first' });
    await releases().setHalted(version, { atUtc: RECEIVED_AT_UTC, why: 'the second' });
    expect(await named(version)).toMatchObject({ halted: { atUtc: RECEIVED_AT_UTC, why: 'the first' } });
    expect(await named(other)).toMatchObject({ halted: null });
    await releases().setHalted(version, null);
    expect(await named(version)).toMatchObject({ halted: null });
    await releases().setHalted(version, { atUtc: RECEIVED_AT_UTC, why: 'the third' });
    expect(await named(version)).toMatchObject({ halted: { why: 'the third' } });
  });

  test('gives a new reason to one that is halted, and to no other', async () => {
    const [version, other] = [await added(), await added()];
    await releases().setHalted(version, { atUtc: RECEIVED_AT_UTC, why: 'the first' });
    for (const each of [version, other, '999.0.0']) await releases().setHaltedWhy(each, 'the second');
    expect(await named(version)).toMatchObject({ halted: { atUtc: RECEIVED_AT_UTC, why: 'the second' } });
    expect(await named(other)).toMatchObject({ halted: null });
    expect(await named('999.0.0')).toBeUndefined();
  });

  test('halts nothing where there is no such release', async () => {
    await releases().setHalted('999.0.0', { atUtc: RECEIVED_AT_UTC, why: 'nothing' });
    expect(await named('999.0.0')).toBeUndefined();
  });

  test('keeps what was said last of a version and a site, and of all sites beside it', async () => {
    const [version, { siteId }] = [await added(), openSite()];
    await releases().promote({ version, siteId: null, ring: 'lab', atUtc: RECEIVED_AT_UTC });
    await releases().promote({ version, siteId, ring: 'all', atUtc: RECEIVED_AT_UTC });
    await releases().promote({ version, siteId: null, ring: 'pilot', atUtc: '2026-11-22T08:00:00.000Z' });
    const promotions = (await releases().promotions()).filter((each) => each.version === version);
    expect(new Set(promotions)).toEqual(new Set([
      { version, siteId: null, ring: 'pilot', atUtc: '2026-11-22T08:00:00.000Z' }, { version, siteId, ring: 'all', atUtc: RECEIVED_AT_UTC },
    ]));
  });

  test('keeps what a desk told last, as it told it', async () => {
    await releases().report(report());
    const next = report({ version: '1.0.1', build: null, outcome: null, failedVersions: [], unsettledCount: 0, heardAtUtc: '2026-11-22T08:00:00.000Z' });
    const mine = async (): Promise<unknown> => (await releases().reports()).filter(({ deskId }) => deskId === openSite().desk.id);
    expect(await mine()).toEqual([report()]);
    await releases().report(next);
    expect(await mine()).toEqual([next]);
  });

  test('gives what the desks told that it is asked of, and no other', async () => {
    const { id } = openSite().desk;
    await releases().report(report());
    const of = async (deskIds: readonly string[]): Promise<unknown> => (await releases().reports(deskIds)).map(({ deskId }) => deskId);
    expect([await of([id, v7()]), await of([v7()]), await of([])]).toEqual([[id], [], []]);
  });

  test('puts a desk into one ring at a time, and takes it out', async () => {
    const { id } = openSite().desk;
    for (const ring of ['lab', 'pilot', null, null] as const) {
      await releases().setDeskRing(id, ring);
      expect((await releases().deskRings()).get(id)).toBe(ring ?? undefined);
    }
  });

  test('tells a site without a limit from one that nobody has said anything of', async () => {
    const { siteId } = openSite();
    expect(await releases().budget(siteId)).toBeUndefined();
    for (const bytesPerS of [1024, null, 1024 ** 3]) {
      await releases().setBudget(siteId, bytesPerS);
      expect(await releases().budget(siteId)).toBe(bytesPerS);
    }
    expect(await releases().budget(v7())).toBeUndefined();
  });
}
