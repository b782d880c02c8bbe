import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PATIENCE_MS, within } from './within';
import { deskLineSchema, type DeskLine, type DeskOrder, type Doing } from './desk-lines';

/** Whoever is locked out waits first, and is locked out for longer each time. */
const SIGN_ON_MS = 10 * 60_000;

const PROGRAM = join(import.meta.dirname, 'killed-desk-worker.mjs');

/** One desk as a process of its own, over all its lives, and what it said in them. A life that ends by itself is an error. */
export class KilledDesk {
  readonly saved = new Map<string, string>();
  readonly troubles: string[] = [];
  unsettled = 0;
  doing: Doing = { disk: 'nothing', link: 'nothing' };
  #child: ChildProcess | null = null;
  #isSignedOn = false;
  #isEndMeant = false;
  #ended: Error | null = null;
  #heard: (line: DeskLine) => void = () => undefined;

  constructor(private readonly order: Omit<DeskOrder, 'drain' | 'enrol'>) {}

  /** Starts a life; resolves when somebody is signed on, with how much was unsettled when the profile was opened. */
  async start(enrol?: DeskOrder['enrol']): Promise<number> {
    const child = this.#spawn({ ...this.order, drain: false, ...(enrol === undefined ? {} : { enrol }) });
    let opened = 0;
    const signedOn = new Promise<void>((resolve, reject) => {
      child.once('close', () => reject(this.#ended ?? new Error(`${this.order.login} was ended before it had signed on`)));
      this.#heard = (line) => {
        if (line.t === 'opened') opened = line.unsettled;
        if (line.t === 'signedOn') resolve();
      };
    });
    await within(SIGN_ON_MS, signedOn, `${this.order.login} to sign on`);
    this.#isSignedOn = true;
    return opened;
  }

  /** Ends the life without a word; gives what the desk was about. */
  async kill(): Promise<Doing> {
    const child = this.#child;
    if (child === null || !this.isKeying) throw new Error('there is nothing to kill');
    this.#isSignedOn = false;
    this.#isEndMeant = true;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await within(PATIENCE_MS, closed, `${this.order.login} to be killed`);
    return this.doing;
  }

  /** Lets the desk send what it still holds, and ends it; rejects when it cannot. */
  async drain(): Promise<void> {
    const child = this.#spawn({ ...this.order, drain: true });
    this.#isEndMeant = true;
    const [code] = await within(SIGN_ON_MS, once(child, 'close'), `${this.order.login} to drain`);
    if (code !== 0) throw new Error(`${this.order.login} did not drain: ${this.troubles.at(-1) ?? code}`);
  }

  /** Whether there is a life with somebody signed on; throws when it has ended and nobody killed it. */
  get isKeying(): boolean {
    if (this.#ended !== null) throw this.#ended;
    return this.#isSignedOn;
  }

  #spawn(order: DeskOrder): ChildProcess {
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    this.#isEndMeant = false;
    this.doing = { disk: 'nothing', link: 'nothing' };
    createInterface({ input: child.stdout }).on('line', (text) => this.#hear(deskLineSchema.parse(JSON.parse(text))));
    // All that it said has been read by then.
    child.once('close', (code, signal) => {
      if (!this.#isEndMeant) this.#ended = new Error(`${this.order.login} ended with ${code ?? signal}: ${this.troubles.at(-1) ?? ''}`);
    });
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
