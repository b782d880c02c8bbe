import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { deskLineSchema, type DeskLine, type DeskOrder, type Doing } from './desk-lines';

const PROGRAM = join(import.meta.dirname, 'killed-desk-worker.mjs');

/** One desk as a process of its own, over all its lives, and what it said in them. */
export class KilledDesk {
  readonly saved = new Map<string, string>();
  readonly troubles: string[] = [];
  unsettled = 0;
  doing: Doing = { disk: 'nothing', link: 'nothing' };
  #child: ChildProcess | null = null;
  #isSignedOn = false;
  #heard: (line: DeskLine) => void = () => undefined;

  constructor(private readonly order: Omit<DeskOrder, 'drain' | 'enrol'>) {}

  /** Starts a life; resolves when somebody is signed on, with how much was unsettled when the profile was opened. */
  async start(enrol?: DeskOrder['enrol']): Promise<number> {
    const child = this.#spawn({ ...this.order, drain: false, ...(enrol === undefined ? {} : { enrol }) });
    let opened = 0;
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${this.order.login} ended with ${code}: ${this.troubles.at(-1) ?? ''}`)));
      this.#heard = (line) => {
        if (line.t === 'opened') opened = line.unsettled;
        if (line.t === 'signedOn') resolve();
      };
    });
    this.#isSignedOn = true;
    return opened;
  }

  /** Ends the life without a word; gives what the desk was about. */
  async kill(): Promise<Doing> {
    const child = this.#child;
    if (child === null) throw new Error('there is nothing to kill');
    this.#isSignedOn = false;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    return this.doing;
  }

  /** Lets the desk send what it still holds, and ends it; rejects when it cannot. */
  async drain(): Promise<void> {
    const child = this.#spawn({ ...this.order, drain: true });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${this.order.login} did not drain: ${this.troubles.at(-1) ?? code}`);
  }

  get isKeying(): boolean {
    return this.#isSignedOn;
  }

  #spawn(order: DeskOrder): ChildProcess {
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    this.doing = { disk: 'nothing', link: 'nothing' };
    createInterface({ input: child.stdout }).on('line', (text) => this.#hear(deskLineSchema.parse(JSON.parse(text))));
    return child;
  }

  #hear(line: DeskLine): void {
    switch (line.t) {
      case 'opened':
        this.unsettled = line.unsettled;
        break;
      case 'saved':
        this.saved.set(line.id, line.itemId);
        break;
      case 'unsettled':
        this.unsettled = line.count;
        break;
      case 'doing':
        this.doing = line.doing;
        break;
      case 'trouble':
        this.troubles.push(line.what);
        break;
      case 'signedOn':
        break;
      default:
        line satisfies never;
    }
    this.#heard(line);
  }
}
