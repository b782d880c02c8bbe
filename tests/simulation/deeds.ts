import { z } from 'zod';
import { AskDeeds } from './ask-deeds';
import { AtTheDesk } from './at-the-desk';
import { CentreDeeds } from './centre-deeds';
import type { Event } from './events';
import { MachineDeeds } from './machine-deeds';
import { JudgeDeeds } from './judge-deeds';
import { MoveDeeds } from './move-deeds';
import { SessionDeeds } from './session-deeds';
import type { SimulatedDesk } from './simulated-desk';
import type { Asked } from './simulated-network';
import type { Fault } from './tally';
import type { World } from './world';

/** Lets one event of a history happen. What is not possible at that moment does not happen. */
export class Deeds {
  readonly #atTheDesk: AtTheDesk;
  readonly #moves: MoveDeeds;
  readonly #judges: JudgeDeeds;
  readonly #sessions: SessionDeeds;
  readonly #asks: AskDeeds;
  readonly #machines: MachineDeeds;
  readonly #centre: CentreDeeds;

  constructor(private readonly world: World) {
    this.#atTheDesk = new AtTheDesk(world);
    this.#moves = new MoveDeeds(world);
    this.#judges = new JudgeDeeds(world);
    this.#sessions = new SessionDeeds(world);
    this.#asks = new AskDeeds(world);
    this.#machines = new MachineDeeds(world);
    this.#centre = new CentreDeeds(world);
  }

  async do(event: Event): Promise<void> {
    const { world } = this;
    switch (event.kind) {
      case 'signOn':
        return this.#atTheDesk.signOn(event.operator, event.desk);
      case 'draft':
        return this.#atTheDesk.draft(event.operator, event.share);
      case 'submit':
        return this.#atTheDesk.submit(event.operator, event.share);
      case 'poison':
        return this.#atTheDesk.poison(event.operator, event.share, event.how);
      case 'move':
      case 'undo':
      case 'wrongMove':
        return this.#moves.do(event);
      case 'judge':
      case 'wrongJudge':
        return this.#judges.do(event);
      case 'session':
      case 'wrongSession':
        return this.#sessions.do(event);
      case 'ask':
        return this.#asks.do(event);
      case 'deliver':
        return world.desk(event.desk).link.deliver(event.steps);
      case 'drop':
        if (await world.desk(event.desk).link.drop(event.what)) this.#fault(`${event.what} dropped`);
        return;
      case 'duplicate':
        if (world.desk(event.desk).link.duplicate()) this.#fault('request duplicated');
        return;
      case 'stray':
        return this.#deliverStray(event.share);
      case 'partition':
        this.#fault('partition');
        return world.desk(event.desk).link.cut();
      case 'heal':
        world.desk(event.desk).link.isCut = false;
        return;
      case 'trouble':
        this.#fault(`answered ${event.failure}`);
        world.desk(event.desk).link.trouble = { kind: event.failure, message: 'trouble', ...(event.failure === 'rateLimited' ? { retryAfterMs: 20_000 } : {}) };
        return;
      case 'garble':
        return this.#rewriteNext(world.desk(event.desk), 'push garbled', { capturedAt: GARBLED });
      case 'newerDesk':
        return this.#rewriteNext(world.desk(event.desk), 'push of a newer version', { v: 2 });
      case 'wait':
        return this.#wait(event.ms);
      case 'jump':
        return this.#jump(world.desk(event.desk), event.ms);
      case 'nudge':
        void world.desk(event.desk).running?.loop.syncNow();
        return;
      case 'assign':
      case 'term':
      case 'admit':
      case 'lookForAbandoned':
      case 'backUp':
      case 'restore':
      case 'crashCentre':
      case 'newerCentre':
      case 'standing':
        return this.#centre.do(event);
      case 'cut':
      case 'kill':
      case 'start':
      case 'full':
      case 'room':
      case 'failing':
      case 'flip':
      case 'lose':
      case 'enrolAgain':
      case 'copy':
      case 'snapshot':
      case 'rollBack':
      case 'deleteLog':
      case 'strangeRecord':
        return this.#machines.do(event);
      default:
        event satisfies never;
    }
  }

  async #deliverStray(share: number): Promise<void> {
    const { strays, centre } = this.world;
    const [stray] = strays.splice(Math.floor(share * strays.length), 1);
    if (stray === undefined) return;
    this.#fault(`stray ${stray.path === '/v1/push' ? 'push' : 'pull'} arrived late`);
    await centre.take(stray);
  }

  async #wait(ms: number): Promise<void> {
    await this.world.time.wait(ms);
    for (const desk of this.world.desks) await desk.link.noteWait(ms);
  }

  async #jump(desk: SimulatedDesk, ms: number): Promise<void> {
    this.#fault(ms < 0 ? 'clock jumped back' : 'clock jumped ahead');
    desk.setSkew(ms);
  }

  /** Changes what the last mutation of the next push says of itself, and leaves its entry alone. */
  #rewriteNext(desk: SimulatedDesk, fault: Fault, changed: Readonly<Record<string, unknown>>): void {
    desk.link.rewrite = ({ path, body }: Asked): string => {
      if (path !== '/v1/push') return body;
      desk.link.rewrite = null;
      this.#fault(fault);
      const push = pushedSchema.parse(JSON.parse(body));
      this.world.spoilt.add(String(push.mutations.at(-1)?.['id']));
      return JSON.stringify({ ...push, mutations: push.mutations.map((m, i) => (i === push.mutations.length - 1 ? { ...m, ...changed } : m)) });
    };
  }

  #fault(name: Fault): void {
    this.world.tally.count(`fault: ${name}`);
  }
}

const pushedSchema = z.looseObject({ mutations: z.array(z.record(z.string(), z.unknown())) });
const GARBLED = { wallUtc: '1999-12-31T23:59:59.000Z', monotonicMs: 0, bootId: '00000000-0000-4000-8000-000000000002' };
