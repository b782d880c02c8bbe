import { describe, expect, it } from 'vitest';
import { diskState } from '../../../main/disk-state';
import { DiskFailure } from '../../../main/log/disk';

const full = new DiskFailure(Object.assign(new Error(), { code: 'ENOSPC' }));
const failing = new DiskFailure(Object.assign(new Error(), { code: 'EIO' }));

describe('the state of the disk', () => {
  it.each([
    ['ok', null, null, null, null, true],
    ['reserve', null, null, null, null, false],
    ['failing', full, null, null, null, false],
    ['failing', failing, null, null, null, true],
    ['reserve', null, full, null, null, true],
    ['failing', null, failing, null, null, true],
    ['reserve', null, null, full, null, true],
    ['failing', null, null, failing, null, true],
    ['reserve', null, null, null, full, true],
    ['failing', null, null, null, failing, true],
  ] as const)('is %s', (state, journal, inbox, cache, file, isHeld) => {
    const users = {
      journal: { log: { failure: journal } }, inbox: { log: { failure: inbox } }, cache: { failure: cache }, files: [{ failure: file }], reserve: { isHeld: () => isHeld },
    };
    expect(diskState(users)).toBe(state);
  });
});
