import { describe, expect, it } from 'vitest';
import { EffortMeter } from '../../../../renderer/entry/effort-meter';
import { PAUSE_MS } from '../../../../shared/domain/effort';

function keyedAt(...timesMs: readonly number[]): EffortMeter {
  const meter = new EffortMeter(null, 0);
  for (const ms of timesMs) meter.key(ms, 'name', false);
  return meter;
}

describe('a pause that is asked for', () => {
  it('loses none of the work that came before it', () => {
    const meter = keyedAt(1_000, 2_000);
    meter.pause(22_000);
    meter.resume(1_000_000);
    meter.key(1_001_000, 'name', false);
    expect(meter.result(0, 0)).toMatchObject({ keystrokes: 3, activeMs: 23_000, pausedMs: 0 });
  });

  it('does not make work of a silence before it, and tells of it', () => {
    const meter = keyedAt(1_000);
    meter.pause(1_000 + 20 * 60_000);
    expect(meter.result(0, 0)).toMatchObject({ activeMs: 1_000, pausedMs: 20 * 60_000 });
  });

  it('counts what was read before the first key, too', () => {
    const meter = new EffortMeter(null, 0);
    meter.pause(PAUSE_MS);
    meter.resume(90_000);
    meter.key(91_000, 'name', false);
    expect(meter.result(0, 0)).toMatchObject({ keystrokes: 1, activeMs: PAUSE_MS + 1_000, fields: { name: { activeMs: 1_000 } } });
  });
});
