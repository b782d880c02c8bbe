import type { z } from 'zod';
import type { CentreAnswers } from '../../main/sync/centre-link';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { Failure } from '../../shared/protocol/failure';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import { settle } from './simulated-time';

/** A request as it travels: who asks, what, and with which body. */
export type Asked = Readonly<{ deskId: string; path: string; body: string }>;
export type Answered = Result<string, Failure>;

type Flight = Readonly<{ asked: Asked; arrive: (answer: Answered) => void }> & { answer: Answered | null };

/** No desk waits longer for an answer; the request itself may still arrive later. */
const PATIENCE_MS = 60_000;

const LOST: Answered = { ok: false, failure: { kind: 'unreachable', message: 'lost' } };

/**
 * The way between one desk and the centre. What is asked stays under way until a history lets it go on, answers it otherwise
 * or loses it; copies of requests may arrive at any later time.
 */
export class SimulatedLink implements CentreAnswers {
  /** While true nothing gets through. */
  isCut = false;
  /** The next request is answered with this instead, by something on the way. */
  trouble: Failure | null = null;
  /** What the next request's body becomes on the way. */
  rewrite: ((asked: Asked) => string) | null = null;
  #flights: Flight[] = [];
  #waitedMs = 0;

  constructor(
    /** As whom the desk is enrolled. */
    public deskId: string,
    private readonly centre: (asked: Asked) => Promise<Answered>,
    /** Copies of requests on their way to the centre. */
    readonly strays: Asked[],
  ) {}

  get isIdle(): boolean {
    return this.#flights.length === 0;
  }

  async json<S extends z.ZodType>(ask: Parameters<CentreAnswers['json']>[0], schema: S): Promise<Result<z.output<S>, Failure>> {
    const answer = await this.text(ask);
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(JSON.parse(answer.value));
    return parsed.success ? done(parsed.data) : failed({ kind: 'notKeyroom', message: parsed.error.message });
  }

  text({ path, body, signal }: Parameters<CentreAnswers['text']>[0]): Promise<Answered> {
    if (this.isCut || signal?.aborted === true) return Promise.resolve(LOST);
    const plain: Asked = { deskId: this.deskId, path, body: JSON.stringify(body) };
    const asked = this.rewrite === null ? plain : { ...plain, body: this.rewrite(plain) };
    return new Promise((resolve) => {
      const giveUp = (): void => this.#lose(flight);
      const arrive = (answer: Answered): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve(answer);
      };
      const flight: Flight = { asked, answer: null, arrive };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#flights.push(flight);
      this.#waitedMs = 0;
    });
  }

  /** There is no news here: a desk looks for itself. */
  open(): Promise<Result<Response, Failure>> {
    return Promise.resolve(failed({ kind: 'notFound', message: 'no news' }));
  }

  /** Desk and centre are of one build here. */
  readonly version = PROTOCOL_VERSION;
  readonly spokenVersion = PROTOCOL_VERSION;

  learnVersion(): Promise<Result<number, Failure>> {
    return Promise.resolve(done(this.version));
  }

  /** What a desk makes of the centre's time changes nothing that it promises. */
  noteCentreTime(): void {}

  /** What is under way gets on by so many steps: to the centre, and back. */
  async deliver(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      const flight = this.#flights[0];
      if (flight === undefined) return;
      if (flight.answer === null) flight.answer = await this.#answerTo(flight.asked);
      else this.#arrive(flight, flight.answer);
      await settle();
    }
  }

  /** Loses the request before it arrives, or the reply to it; whether there was any. */
  async drop(what: 'request' | 'reply'): Promise<boolean> {
    const flight = this.#flights[0];
    if (flight === undefined) return false;
    if (what === 'reply' && flight.answer === null) await this.#answerTo(flight.asked);
    this.#arrive(flight, LOST);
    await settle();
    return true;
  }

  /** A copy of what is under way will arrive some time; whether there was anything. */
  duplicate(): boolean {
    const flight = this.#flights[0];
    if (flight !== undefined) this.strays.push(flight.asked);
    return flight !== undefined;
  }

  async cut(): Promise<void> {
    this.isCut = true;
    this.#loseAll();
    await settle();
  }

  /** A desk that has waited too long gives up. */
  async noteWait(ms: number): Promise<void> {
    this.#waitedMs += ms;
    if (this.#waitedMs < PATIENCE_MS) return;
    this.#loseAll();
    await settle();
  }

  #loseAll(): void {
    while (this.#flights[0] !== undefined) this.#lose(this.#flights[0]);
  }

  async #answerTo(asked: Asked): Promise<Answered> {
    const { trouble } = this;
    this.trouble = null;
    return trouble === null ? this.centre(asked) : failed(trouble);
  }

  /** What was not answered may arrive all the same. */
  #lose(flight: Flight): void {
    if (!this.#flights.includes(flight)) return;
    if (flight.answer === null) this.strays.push(flight.asked);
    this.#arrive(flight, LOST);
  }

  #arrive(flight: Flight, answer: Answered): void {
    this.#flights = this.#flights.filter((each) => each !== flight);
    flight.arrive(answer);
  }
}
