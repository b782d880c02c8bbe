import { z } from 'zod';
import { AtTheDesk } from './at-the-desk';
import type { Event } from './events';
import type { SimulatedDesk } from './simulated-desk';
import type { Asked } from './simulated-network';
import type { Fault } from './tally';
import type { World } from './world';

/** Lets one event of a history happen. What is not possible at that moment does not happen. */
export class Deeds {
  readonly #atTheDesk: AtTheDesk;

  constructor(private readonly world: World) {
    this.#atTheDesk = new AtTheDesk(world);
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
      case 'backUp':
      case 'restore':
      case 'crashCentre':
      case 'newerCentre':
      case 'standing':
        return this.#atTheCentre(event);
      default:
        return this.#toAMachine(event, world.desk(event.desk));
    }
  }

  async #toAMachine(event: Extract<Event, { kind: 'cut' | 'kill' | 'start' | 'full' | 'room' | 'failing' | 'flip' | 'lose' | 'enrolAgain' | 'copy' | 'snapshot' | 'rollBack' | 'deleteLog' | 'strangeRecord' }>, desk: SimulatedDesk): Promise<void> {
    switch (event.kind) {
      case 'cut':
        this.#fault(`power cut, ${event.which}`);
        return desk.cutPowerIn(event.which, event.operations, event.surviving);
      case 'kill':
        this.#fault('killed');
        return desk.kill(event.surviving);
      case 'start':
        await desk.start();
        return;
      case 'full':
        this.#fault(`disk full, ${event.which}`);
        return desk.diskOf(event.which).limitTo(event.freeBytes);
      case 'room':
        for (const which of ['journal', 'inbox'] as const) desk.diskOf(which).limitTo(Number.POSITIVE_INFINITY);
        return;
      case 'failing': {
        const disk = desk.diskOf(event.which);
        this.#fault(`write or sync failed, ${event.which}`);
        return disk.failAt({ code: 'EIO', at: disk.operationCount + event.operations, doneBytes: event.doneBytes });
      }
      case 'flip':
        return this.#flip(desk, event.share);
      case 'lose':
        return this.#lose(desk);
      case 'enrolAgain':
        this.#fault('enrolled again');
        return this.world.enrolAgain(desk);
      case 'copy':
        return this.#copy(desk);
      case 'snapshot':
        this.world.snapshots.set(desk, desk.profile());
        return;
      case 'rollBack':
        return this.#rollBack(desk);
      case 'deleteLog':
        return this.#deleteLog(desk, event.which);
      case 'strangeRecord':
        if (desk.running === null) return;
        this.#fault('record of a newer version');
        await desk.running.journal.log.append([JSON.stringify({ t: 'bell', at: 1 })]).catch(() => undefined);
        return;
      default:
        event satisfies never;
    }
  }

  async #atTheCentre(event: Extract<Event, { kind: 'assign' | 'term' | 'admit' | 'backUp' | 'restore' | 'crashCentre' | 'newerCentre' | 'standing' }>): Promise<void> {
    const { centre, random } = this.world;
    switch (event.kind) {
      case 'assign': {
        const item = centre.items[Math.floor(event.share * centre.items.length)];
        const to = event.to < 0.08 ? undefined : this.world.operator(Math.floor(event.to * centre.operators.length));
        if (item !== undefined) await centre.assign(item, to?.id ?? null, event.how);
        return;
      }
      case 'term':
        return centre.beginTerm();
      case 'admit':
        return centre.admit(event.items);
      case 'backUp':
        return centre.backUp();
      case 'restore': {
        const before = centre.tables;
        if (!centre.setup.hasBackups || !centre.restore()) return;
        this.#fault('centre restored');
        return this.world.promises.noteRestore(before, centre.tables);
      }
      case 'crashCentre':
        centre.crashIn = event.transactions;
        return;
      case 'newerCentre':
        centre.isNewer = event.is;
        return;
      case 'standing': {
        const { accounts } = centre.store;
        this.#fault(`${event.of} ${event.state === 'active' ? 'reinstated' : 'revoked'}`);
        const desk = this.world.desk(Math.floor(event.share * this.world.desks.length));
        if (event.of === 'desk') await accounts.setDeskState(desk.id, event.state);
        else await accounts.setOperatorState(this.world.operator(random.int(centre.operators.length)).id, event.state);
        return;
      }
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
      return JSON.stringify({ ...push, mutations: push.mutations.map((m, i) => (i === push.mutations.length - 1 ? { ...m, ...changed } : m)) });
    };
  }

  /** A bit of the inbox is flipped where it lies; its pages can be had again, and the page's index has read them. */
  async #flip(desk: SimulatedDesk, share: number): Promise<void> {
    await desk.look();
    await desk.kill(1);
    const name = desk.inboxDisk.names()[0];
    const bits = name === undefined ? 0 : desk.inboxDisk.bytesOf(name).length * 8;
    if (name === undefined || bits === 0) return;
    this.#fault('inbox damaged');
    desk.inboxDisk.flipBit(name, Math.floor(share * bits));
    await desk.start();
  }

  async #lose(desk: SimulatedDesk): Promise<void> {
    this.#fault('profile lost');
    await this.world.replace(desk);
    this.world.promises.noteLoss(desk, this.world.centre.tables, () => false);
  }

  async #copy(desk: SimulatedDesk): Promise<void> {
    if (!this.world.hasRoomForDesks) return;
    this.#fault('profile copied');
    const copy = await this.world.addDesk(desk.profile());
    this.world.promises.noteCopy(desk, copy);
  }

  async #rollBack(desk: SimulatedDesk): Promise<void> {
    const profile = this.world.snapshots.get(desk);
    if (profile === undefined) return;
    this.#fault('profile rolled back');
    this.world.snapshots.delete(desk);
    const next = await this.world.replace(desk, profile);
    this.world.promises.noteCopy(desk, next);
    this.world.promises.noteLoss(desk, this.world.centre.tables, () => false);
    this.world.promises.noteLoss(next, this.world.centre.tables, ({ mutationId }) => next.running?.journal.holds(mutationId) === true);
  }

  async #deleteLog(desk: SimulatedDesk, which: 'journal' | 'inbox'): Promise<void> {
    this.#fault(`${which} deleted`);
    const { [which]: _gone, ...profile } = desk.profile();
    const next = await this.world.replace(desk, profile);
    if (which === 'inbox') this.world.promises.noteCopy(desk, next);
    this.world.promises.noteLoss(desk, this.world.centre.tables, () => false);
  }

  #fault(name: Fault): void {
    this.world.tally.count(`fault: ${name}`);
  }
}

const pushedSchema = z.looseObject({ mutations: z.array(z.record(z.string(), z.unknown())) });
const GARBLED = { wallUtc: '1999-12-31T23:59:59.000Z', monotonicMs: 0, bootId: '00000000-0000-4000-8000-000000000002' };
