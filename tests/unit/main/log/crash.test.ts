import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everythingSurvives, ForgetfulDisk, nothingSurvives, type Fault, type Surviving } from '../../../support/forgetful-disk';
import { LogWitness, openLog, stepArbitrary, type Step } from '../../../support/log-script';

const SCRIPT: readonly Step[] = [
  { kind: 'append', sizes: [[10]] },
  { kind: 'append', sizes: [[40, 5], [120], [7]] },
  { kind: 'append', sizes: [[150, 150]] },
  { kind: 'roll' },
  { kind: 'append', sizes: [[3]] },
  { kind: 'reopen' },
  { kind: 'append', sizes: [[60], [60], [60], [60]] },
  { kind: 'drop', share: 0.5 },
  { kind: 'append', sizes: [[20, 20, 20]] },
  { kind: 'drop', share: 1 },
  { kind: 'append', sizes: [[1]] },
];

const half: Surviving = (_name, unsyncedBytes) => unsyncedBytes >> 1;
const allButOne: Surviving = (_name, unsyncedBytes) => Math.max(0, unsyncedBytes - 1);
const SURVIVALS = { nothing: nothingSurvives, half, 'all but a byte': allButOne, everything: everythingSurvives };

async function expectWhole(disk: ForgetfulDisk, witness: LogWitness): Promise<void> {
  expect(await witness.faultOf(await openLog(disk))).toBeNull();
  expect(await witness.take(disk, [{ kind: 'append', sizes: [[9], [9]] }, { kind: 'reopen' }])).toBe(true);
  expect(await witness.faultOf(await openLog(disk))).toBeNull();
  expect(disk.misuses).toEqual([]);
}

describe('a log after a power cut', () => {
  it.each(Object.entries(SURVIVALS))(
    'has every acknowledged record, wherever the cut came, when %s of the unsynced bytes survived',
    async (_name, surviving) => {
      const whole = new ForgetfulDisk();
      expect(await new LogWitness().take(whole, SCRIPT)).toBe(true);
      expect(whole.operationCount).toBeGreaterThan(25);
      for (let operation = 0; operation < whole.operationCount; operation += 1) {
        const disk = new ForgetfulDisk();
        const witness = new LogWitness();
        disk.cutPowerAt(operation);
        expect(await witness.take(disk, SCRIPT)).toBe(false);
        disk.restart(surviving);
        await expectWhole(disk, witness);
      }
    },
  );

  it('has every acknowledged record after any lives, failures and cuts', async () => {
    const life = fc.record({
      steps: fc.array(stepArbitrary, { maxLength: 8 }),
      cutAt: fc.option(fc.nat({ max: 40 })),
      faults: fc.array(
        fc.record({ at: fc.nat({ max: 40 }), code: fc.constantFrom('EIO' as const, 'ENOSPC' as const), doneBytes: fc.nat({ max: 300 }) }),
        { maxLength: 4 },
      ),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), async (lives) => {
        const disk = new ForgetfulDisk();
        const witness = new LogWitness();
        for (const { steps, cutAt, faults, share } of lives) {
          const start = disk.operationCount;
          disk.failAt(...faults.map((f): Fault => ({ ...f, at: start + f.at })));
          if (cutAt !== null) disk.cutPowerAt(start + cutAt);
          await witness.take(disk, steps);
          disk.restart((_name, unsyncedBytes) => Math.round(unsyncedBytes * share));
          await expectWhole(disk, witness);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives way to what was acknowledged where a failed append had stood', async () => {
    const disk = new ForgetfulDisk();
    const log = await openLog(disk);
    await log.append(['"one"']);
    const start = disk.operationCount;
    // Both tries are written whole and fail only at their syncs: sync, then create, head, append, sync.
    disk.failAt({ at: start + 1, code: 'EIO' }, { at: start + 5, code: 'EIO' });
    await expect(log.append(['"failed a"', '"failed b"'])).rejects.toMatchObject({ kind: 'diskFailing' });
    expect(await log.append(['"two"'])).toBe(1);
    disk.restart(everythingSurvives);
    const reopened = await openLog(disk);
    expect((await reopened.read(0, 10_000)).map((r) => r.text)).toEqual(['"one"', '"two"']);
    expect(reopened.nextIndex).toBe(2);
    expect(reopened.damagedRecords).toBe(0);
  });
});
