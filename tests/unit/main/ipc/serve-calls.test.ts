import type { WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sendEvent } from '../../../../main/ipc/serve-calls';
import { EVENT_CHANNEL } from '../../../../shared/ipc/channels';
import type { DeskStatus } from '../../../../shared/ipc/status';
import { NO_UPDATE } from '../../../../shared/ipc/update-status';

vi.mock('electron', () => ({ ipcMain: {} }));

const STATUS: DeskStatus = {
  link: 'online', failure: null, unsettledCount: 0, documentsWanted: 0, lastSyncAtUtc: null, disk: 'ok', clockOffsetMs: null, journalLost: false, damagedRecords: 0, unreadRecords: 0, update: NO_UPDATE,
};

let sent: unknown[];
let broken: unknown[];
let page: WebContents;
let isGone: boolean;
beforeEach(() => {
  [sent, broken, isGone] = [[], [], false];
  page = { isDestroyed: () => isGone, send: (...message: readonly unknown[]) => void sent.push(message) } as unknown as WebContents;
});

describe('an event for the page', () => {
  it('goes to it', () => {
    sendEvent(page, 'desk.status', STATUS, (error) => broken.push(error));
    expect([sent, broken]).toEqual([[[EVENT_CHANNEL, 'desk.status', STATUS]], []]);
  });

  it('that is not of its form is told of as broken and not sent: what it tells of was done', () => {
    sendEvent(page, 'desk.status', { ...STATUS, update: { ...NO_UPDATE, percent: 4660 } }, (error) => broken.push(error));
    expect([sent, broken.length]).toEqual([[], 1]);
  });

  it('goes nowhere once the page is gone', () => {
    isGone = true;
    sendEvent(page, 'desk.status', STATUS, (error) => broken.push(error));
    expect([sent, broken]).toEqual([[], []]);
  });
});
