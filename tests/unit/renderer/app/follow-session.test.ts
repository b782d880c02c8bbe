import { beforeEach, describe, expect, it, vi } from 'vitest';
import { followSession } from '../../../../renderer/app/app-commands';
import { mayLead, useRoom } from '../../../../renderer/app/room-state';
import { useSession } from '../../../../renderer/session/session-state';
import type { Operator } from '../../../../shared/domain/operator';
import { idOf } from '../../../support/desk-fixtures';

const followed = vi.hoisted((): (string | null)[] => []);
vi.mock('../../../../renderer/store/bridge', () => ({ callMain: async () => ({ ok: true, value: {} }), onMainEvent: () => undefined }));
vi.mock('../../../../renderer/commands/key-profile', async (original) => ({ ...(await original<object>()), keysOf: () => undefined }));
vi.mock('../../../../renderer/entry/pace-state', () => ({ beginPace: () => undefined, itemMsToday: () => 60_000, notePace: () => undefined }));
vi.mock('../../../../renderer/queue/supply', async (original) => ({ ...(await original<object>()), followSupply: (operatorId: string | null) => void followed.push(operatorId) }));

const kim: Operator = { id: idOf('operator', 1), siteId: idOf('desk', 2), login: 'kim', name: 'Kim', role: 'operator', state: 'active', skills: null, clearedFor: 'normal' };
const paused = { pause: { sinceMs: 0, trouble: null } };

followSession();
beforeEach(() => {
  useSession.setState({ operator: null, pause: null });
  followed.length = 0;
});

describe('whoever comes back from a pause', () => {
  it('as a lead no more is in the queue, and is given work', () => {
    useSession.setState({ operator: { ...kim, role: 'lead' } });
    expect(useRoom.getState().room).toBe('floor');
    useSession.setState(paused);
    useSession.setState({ operator: kim, pause: null });
    expect([useRoom.getState().room, mayLead(), followed]).toEqual(['queue', false, [null, kim.id]]);
  });

  it('as a lead is at the floor, and asks for no more work', () => {
    useSession.setState({ operator: kim });
    useSession.setState(paused);
    useSession.setState({ operator: { ...kim, role: 'lead' }, pause: null });
    expect([useRoom.getState().room, mayLead(), followed]).toEqual(['floor', true, [kim.id, null]]);
  });

  it('as they were finds the room that they left', () => {
    useSession.setState({ operator: { ...kim, role: 'lead' } });
    useRoom.setState({ room: 'tray' });
    useSession.setState(paused);
    useSession.setState({ operator: { ...kim, role: 'lead', name: 'Kim Lie' }, pause: null });
    expect([useRoom.getState().room, followed]).toEqual(['tray', [null]]);
  });
});
