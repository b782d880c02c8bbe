import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { within } from '../kills/within';
import { deskAnswerSchema, type DeskAnswer, type DeskOrder } from './desk-orders';

const PATIENCE_MS = 30_000;

/** A desk of some version in a process of its own. */
export class VersionDesk {
  private readonly lines: AsyncIterator<string>;

  private constructor(private readonly child: ChildProcess) {
    if (child.stdout === null) throw new Error('the desk has no output');
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  static async open(program: string, profileFolder: string): Promise<VersionDesk> {
    const desk = new VersionDesk(spawn(process.execPath, ['--enable-source-maps', program], { stdio: ['pipe', 'pipe', 'inherit'] }));
    await desk.tell({ do: 'open', profileFolder });
    return desk;
  }

  /** Has an order done; gives how the desk stands then. */
  async tell(order: DeskOrder): Promise<DeskAnswer> {
    this.child.stdin?.write(`${JSON.stringify(order)}\n`);
    const { value, done } = await within(PATIENCE_MS, this.lines.next(), `the desk to ${order.do}`);
    if (done === true) throw new Error(`the desk ended while it was to ${order.do}`);
    return deskAnswerSchema.parse(JSON.parse(value));
  }

  /** Syncs again and again until it holds. */
  async syncUntil(holds: (standing: DeskAnswer) => boolean, what: string): Promise<DeskAnswer> {
    const untilMs = performance.now() + PATIENCE_MS;
    for (;;) {
      const standing = await this.tell({ do: 'sync' });
      if (holds(standing)) return standing;
      if (performance.now() > untilMs) throw new Error(`synced in vain for ${what}: ${JSON.stringify(standing)}`);
    }
  }

  async close(): Promise<DeskAnswer> {
    const ended = once(this.child, 'exit');
    const standing = await this.tell({ do: 'close' });
    await ended;
    return standing;
  }

  /** For a desk that may have ended by itself. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}
