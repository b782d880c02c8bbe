import { toMainSchema, type LogName, type LogPosition, type ToWorker } from '../../shared/ipc/log-port';
import type { Clock } from '../clock';
import type { SegmentedLog } from '../log/segmented-log';

/** A message port as the stream needs it; Electron's and Node's both fit with a line or two. */
export type Port = Readonly<{
  post: (message: ToWorker) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  onClose: (listener: () => void) => void;
}>;

/** Small enough that handing one over never holds up the page, large enough that ten thousand rows are a few dozen. */
const PARCEL_BYTES = 256 * 1024;

/** How long after a record could not be read it is tried again. */
const RETRY_MS = 5_000;

export type StreamParts = Readonly<{
  logs: Readonly<Record<LogName, SegmentedLog>>;
  clock: Clock;
  /** Where a message that is none and a disk that does not read go. */
  onBroken: (error: unknown) => void;
}>;

/** Streams journal and inbox, as text, to an index that keeps its own positions; one parcel of each log under way. */
export function streamLogs(port: Port, parts: StreamParts): void {
  const senders: Partial<Record<LogName, Sender>> = {};
  const stop = (): void => {
    for (const sender of Object.values(senders)) sender.stop();
  };
  port.onMessage((raw) => {
    const message = toMainSchema.safeParse(raw);
    if (!message.success) return parts.onBroken(message.error);
    switch (message.data.type) {
      case 'start':
        stop();
        for (const name of ['journal', 'inbox'] as const) {
          senders[name] = new Sender(port, name, parts, message.data[name]);
          senders[name].wake();
        }
        return;
      case 'taken':
        senders[message.data.log]?.taken();
        return;
      default:
        unreachable(message.data);
    }
  });
  port.onClose(stop);
}

class Sender {
  private next: number;
  private startOver: boolean;
  private underway = false;
  private toldEnd = false;
  private stopped = false;
  private cancelTimer: () => void = () => undefined;
  private readonly log: SegmentedLog;
  private readonly stopHearing: () => void;

  constructor(
    private readonly port: Port,
    private readonly name: LogName,
    private readonly parts: StreamParts,
    position: LogPosition | null,
  ) {
    const log = parts.logs[name];
    this.log = log;
    this.stopHearing = log.onAppended(() => this.wake());
    const fits = position !== null && position.logId === log.logId
      && position.next >= log.firstIndex && position.next <= log.nextIndex;
    this.startOver = !fits;
    this.next = fits ? position.next : log.firstIndex;
  }

  taken(): void {
    this.underway = false;
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer();
    this.stopHearing();
  }

  wake(): void {
    if (this.stopped || this.underway || (this.next >= this.log.nextIndex && this.toldEnd && !this.startOver)) return;
    this.underway = true;
    this.cancelTimer();
    this.send().catch((error: unknown) => this.sendLater(error));
  }

  /** Nothing of the parcel was sent: the same is read again, after a while or with the next record. */
  private sendLater(error: unknown): void {
    this.underway = false;
    this.parts.onBroken(error);
    if (!this.stopped) this.cancelTimer = this.parts.clock.after(RETRY_MS, () => this.wake());
  }

  private async send(): Promise<void> {
    if (this.next < this.log.firstIndex) {
      // What was not read yet has been dropped: the reader cannot know what it missed.
      this.startOver = true;
      this.next = this.log.firstIndex;
    }
    const records = await this.log.read(this.next, PARCEL_BYTES);
    if (this.stopped) return;
    const first = records[0]?.index ?? this.next;
    const next = (records.at(-1)?.index ?? this.log.nextIndex - 1) + 1;
    const atEnd = next >= this.log.nextIndex;
    this.port.post({
      type: 'parcel', log: this.name, logId: this.log.logId, startOver: this.startOver, first, next,
      records: records.map((r) => r.text), atEnd,
    });
    this.next = next;
    this.startOver = false;
    this.toldEnd = atEnd;
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown message ${JSON.stringify(value)}`);
}
