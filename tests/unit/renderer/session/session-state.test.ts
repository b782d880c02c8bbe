import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endSession, pause, resume, signOff, signOn, useSession } from '../../../../renderer/session/session-state';
import { keyRing } from '../../../../renderer/store/key-ring';
import { done, failed } from '../../../../shared/ipc/desk-failure';
import { idOf } from '../../../support/desk-fixtures';

const maria = { id: idOf('operator', 1), siteId: idOf('desk', 2), login: 'maria', name: 'Maria', role: 'operator', state: 'active' } as const;
const signedOn = done({ operator: maria, checkedBy: 'centre', keyRing: { deskKey: {}, siteKeys: [], centreKey: {} } });

const main = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('../../../../renderer/store/bridge', () => ({ callMain: (name: string, request: unknown): unknown => main.call(name, request) }));

/** Main holds its next sign-on back until it is let go. */
function slowSignOn(): () => void {
  let letGo: () => void = () => undefined;
  main.call.mockImplementation((name: string) => name !== 'session.signOn' ? Promise.resolve(done({})) : new Promise((resolve) => {
    letGo = () => resolve(signedOn);
  }));
  return () => letGo();
}

/** The steps of the session that main was asked to save, in their order. */
function steps(): readonly string[] {
  return main.call.mock.calls.flatMap(([, request]) => ((request as { did?: string }).did === undefined ? [] : [(request as { did: string }).did]));
}

beforeEach(async () => {
  main.call.mockReset().mockImplementation(async (name: string) => (name === 'session.signOn' ? signedOn : done({})));
  await signOff();
});

describe('a PIN that is still being checked', () => {
  it.each([['signed off', signOff], ['being signed off', () => endSession('')]])('opens nothing when the desk was %s meanwhile', async (_says, leave) => {
    await signOn('maria', '482913');
    await pause();
    const letGo = slowSignOn();
    const resuming = resume('482913');
    await leave();
    const before = useSession.getState();
    letGo();
    expect(await resuming).toEqual(failed({ kind: 'notSignedOn' }));
    expect(useSession.getState()).toEqual(before);
  });

  it('leaves no keys on a desk that nobody is signed on at', async () => {
    const letGo = slowSignOn();
    const signingOn = signOn('maria', '482913');
    await signOff();
    letGo();
    expect((await signingOn).ok).toBe(false);
    expect(useSession.getState().operator).toBeNull();
    expect(keyRing).toThrow();
  });

  it('opens what it was typed for when nothing has happened since', async () => {
    await signOn('maria', '482913');
    await pause();
    const letGo = slowSignOn();
    const resuming = resume('482913');
    letGo();
    expect(await resuming).toEqual(done(undefined));
    expect(useSession.getState()).toMatchObject({ operator: maria, pause: null });
  });
});

describe('the end of a pause that the disk does not take', () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    await signOn('maria', '482913');
    await pause();
    main.call.mockImplementation(async (name: string) => (name === 'session.signOn' ? signedOn : failed({ kind: 'diskFull' })));
    expect((await resume('482913')).ok).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is told, and told no more once it was saved by itself', async () => {
    expect(useSession.getState()).toMatchObject({ pause: null, resumeUnsaved: true });
    main.call.mockImplementation(async () => done({}));
    await vi.advanceTimersByTimeAsync(5_000);
    expect([useSession.getState().resumeUnsaved, steps()]).toEqual([false, ['begin', 'pause', 'resume', 'resume']]);
    const [first, again] = main.call.mock.calls.map(([, request]) => request as { id?: string; did?: string }).filter(({ did }) => did === 'resume');
    expect(again).toEqual(first);
  });

  it('is saved before the next step', async () => {
    main.call.mockImplementation(async () => done({}));
    await pause();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(steps()).toEqual(['begin', 'pause', 'resume', 'resume', 'pause']);
    expect(useSession.getState()).toMatchObject({ resumeUnsaved: false });
  });
});
