import { describe, expect, it } from 'vitest';
import { leadsWordWords } from '../../../../renderer/session/update-words';
import { NO_UPDATE, updateStatusSchema, type UpdateStatus } from '../../../../shared/ipc/update-status';

const waiting: UpdateStatus = { ...NO_UPDATE, kind: 'waiting', version: '1.0.1', hasLeadsWord: true };
const t = (key: string): string => key;

describe('what becomes of a lead’s word', () => {
  it.each(updateStatusSchema.shape.waitsFor.unwrap().options)('is told where it waits for %s', (waitsFor) => {
    expect(leadsWordWords({ ...waiting, waitsFor }, t)).toBe(`update.waitsFor.${waitsFor}`);
  });

  it('is an installation where it waits for nothing', () => {
    expect(leadsWordWords(waiting, t)).toBe('update.installing');
  });
});
