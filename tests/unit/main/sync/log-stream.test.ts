import { describe, expect, it } from 'vitest';
import { streamLogs } from '../../../../main/sync/log-stream';
import type { LogName, ToMain, ToWorker } from '../../../../shared/ipc/log-port';
import { HandClock } from '../../../support/desk-fixtures';
import { ForgetfulDisk } from '../../../support/forgetful-disk';
import { openLog } from '../../../support/log-script';

const turns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A disk that for now gives back nothing of what it took. */
class BlindDisk extends ForgetfulDisk {
  isBlind = false;
  override async readPart(name: string, offset: number, length: number): Promise<Buffer> {
    if (this.isBlind) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    return super.readPart(name, offset, length);
  }
}

async function streamed() {
  const disk = new BlindDisk();
  const clock = new HandClock();
  const logs = { journal: await openLog(disk), inbox: await openLog(new ForgetfulDisk()) };
  const broken: unknown[] = [];
  const parcels: ToWorker[] = [];
  let hear: (message: unknown) => void = () => undefined;
  let close: () => void = () => undefined;
  streamLogs({
    post: (message) => parcels.push(message),
    onMessage: (listener) => {
      hear = listener;
    },
    onClose: (listener) => {
      close = listener;
    },
  }, { logs, clock, onBroken: (error) => broken.push(error) });
  const tell = (message: ToMain | string): void => hear(message);
  const heard = (log: LogName): readonly string[] => parcels.filter((p) => p.log === log).flatMap((p) => p.records);
  return { disk, clock, logs, broken, tell, heard, close: () => close() };
}

describe('the stream of the logs', () => {
  it('tells of a record that cannot be read, and sends it when it can', async () => {
    const { broken, clock, disk, heard, logs, tell } = await streamed();
    await logs.journal.append(['{"n":1}']);
    disk.isBlind = true;
    tell({ type: 'start', journal: null, inbox: null });
    await turns();
    expect([broken.length, heard('journal')]).toEqual([1, []]);
    disk.isBlind = false;
    clock.advance(5_000);
    await turns();
    expect(heard('journal')).toEqual(['{"n":1}']);
    expect(clock.nextTimerMs).toBeNull();
  });

  it('tries again with the next record, too', async () => {
    const { disk, heard, logs, tell } = await streamed();
    await logs.journal.append(['{"n":1}']);
    disk.isBlind = true;
    tell({ type: 'start', journal: null, inbox: null });
    await turns();
    disk.isBlind = false;
    await logs.journal.append(['{"n":2}']);
    await turns();
    expect(heard('journal')).toEqual(['{"n":1}', '{"n":2}']);
  });

  it('tries no more once the page is gone, and passes over what is no message', async () => {
    const { broken, clock, close, disk, logs, tell } = await streamed();
    tell('hello');
    expect(broken).toHaveLength(1);
    await logs.journal.append(['{"n":1}']);
    disk.isBlind = true;
    tell({ type: 'start', journal: null, inbox: null });
    await turns();
    close();
    expect([broken.length, clock.nextTimerMs]).toEqual([2, null]);
  });
});
