import { toMainSchema, type LogName, type LogPosition, type ToWorker } from '../../shared/ipc/log-port';
import type { SegmentedLog } from '../log/segmented-log';

/** A message port as the stream needs it; Electron's and Node's both fit with a line or two. */
export type Port = Readonly<{
  post: (message: ToWorker) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  onClose: (listener: () => void) => void;
}>;

/** Small enough that handing one over never holds up the page, large enough that ten thousand rows are a few dozen. */
const PARCEL_BYTES = 256 * 1024;

/** Streams journal and inbox, as text, to an index that keeps its own positions; one parcel of each log under way. */
export function streamLogs(port: Port, logs: Readonly<Record<LogName, SegmentedLog>>): void {
  const stops: (() => void)[] = [];
  const senders: Partial<Record<LogName, Sender>> = {};
  port.onMessage((raw) => {
    const message = toMainSchema.parse(raw);
    switch (message.type) {
      case 'start':
        for (const name of ['journal', 'inbox'] as const) {
          const sender = new Sender(port, name, logs[name], message[name]);
          senders[name] = sender;
          stops.push(logs[name].onAppended(() => sender.wake()));
          sender.wake();
        }
        return;
      case 'taken':
        senders[message.log]?.taken();
        return;
      default:
        unreachable(message);
    }
  });
  port.onClose(() => {
    for (const stop of stops) stop();
  });
}

class Sender {
  private next: number;
  private startOver: boolean;
  private underway = false;
  private toldEnd = false;

  constructor(
    private readonly port: Port,
    private readonly name: LogName,
    private readonly log: SegmentedLog,
    position: LogPosition | null,
  ) {
    const fits = position !== null && position.logId === log.logId
      && position.next >= log.firstIndex && position.next <= log.nextIndex;
    this.startOver = !fits;
    this.next = fits ? position.next : log.firstIndex;
  }

  taken(): void {
    this.underway = false;
    this.wake();
  }

  wake(): void {
    if (this.underway || (this.next >= this.log.nextIndex && this.toldEnd && !this.startOver)) return;
    this.underway = true;
    void this.send();
  }

  private async send(): Promise<void> {
    if (this.next < this.log.firstIndex) {
      // What was not read yet has been dropped: the reader cannot know what it missed.
      this.startOver = true;
      this.next = this.log.firstIndex;
    }
    const records = await this.log.read(this.next, PARCEL_BYTES);
    const first = records[0]?.index ?? this.next;
    this.next = (records.at(-1)?.index ?? this.log.nextIndex - 1) + 1;
    const atEnd = this.next >= this.log.nextIndex;
    this.port.post({
      type: 'parcel', log: this.name, logId: this.log.logId, startOver: this.startOver, first, next: this.next,
      records: records.map((r) => r.text), atEnd,
    });
    this.startOver = false;
    this.toldEnd = atEnd;
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown message ${JSON.stringify(value)}`);
}
