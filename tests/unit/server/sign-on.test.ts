import { beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { signOn, type SignOnParts } from '../../../server/accounts/sign-on';
import { openMemoryStore } from '../../../server/store/memory/memory-store';
import { addSiteTo, type StoredSite } from '../../support/centre-store-setup';

const PIN = '481516';

describe('signing on at the centre', () => {
  let parts: SignOnParts;
  let site: StoredSite;
  let hashed: number;
  let nowMs: number;

  beforeEach(async () => {
    const store = openMemoryStore(v7());
    site = await addSiteTo(store, 'Cebu', ['maria']);
    hashed = 0;
    nowMs = Date.parse('2026-11-21T08:00:00.000Z');
    const verify = async (pin: string, hash: string): Promise<boolean> => {
      hashed += 1;
      // As long as a real one: others come meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 5));
      return pin === PIN && hash === 'hash';
    };
    parts = { store, clock: { nowMs: () => nowMs }, pins: { verify, hash: async () => 'hash', close: async () => undefined } };
  });

  const sign = async (pin: string, login = 'maria'): Promise<string> => {
    const result = await signOn(parts, site.desk, login, pin);
    return result.ok ? result.value.operator.login : result.failure.kind;
  };

  test('guesses at the same time are locked out after the fifth, and none behind it is looked at', async () => {
    const kinds = await Promise.all(Array.from({ length: 40 }, async () => sign('000000')));
    expect(hashed).toBe(5);
    expect(kinds.filter((kind) => kind === 'wrongPin')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'lockedOut')).toHaveLength(36);
    expect(await sign(PIN)).toBe('lockedOut');
    nowMs += 30_000;
    expect(await sign(PIN)).toBe('maria');
  });

  test('a right PIN clears the count, also at the last free try', async () => {
    for (let i = 0; i < 4; i += 1) expect(await sign('000000')).toBe('wrongPin');
    expect(await sign(PIN)).toBe('maria');
    for (let i = 0; i < 4; i += 1) expect(await sign('000000')).toBe('wrongPin');
  });

  test('only the right PIN tells that an operator was revoked', async () => {
    await parts.store.accounts.setOperatorState(site.operators[0]?.id ?? '', 'revoked');
    expect(await sign('000000')).toBe('wrongPin');
    expect(await sign(PIN, 'nobody')).toBe('wrongPin');
    expect(await sign(PIN)).toBe('revoked');
  });
});
