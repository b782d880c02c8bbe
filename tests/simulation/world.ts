import { v7 as uuidV7 } from 'uuid';
import type { Operator } from '../../shared/domain/operator';
import type { History } from './history';
import { Promises, type SavedDraft } from './promises';
import { Random } from '../support/random';
import { ShippedIndex } from './shipped-index';
import { lightSeals, shippedSeals, type Seals } from './seals';
import { SimulatedCentre } from './simulated-centre';
import { SimulatedDesk, type DeskParts, type Profile } from './simulated-desk';
import type { Asked } from './simulated-network';
import { SimulatedTime } from './simulated-time';
import type { Tally } from './tally';

/** Copies of a profile make more desks than a history begins with; there are never more than these. */
const DESKS_AT_MOST = 6;

/** A centre, its desks and the people at them, in one time. */
export class World {
  readonly time = new SimulatedTime();
  readonly random: Random;
  readonly promises = new Promises();
  readonly seals: Seals;
  readonly centre: SimulatedCentre;
  readonly desks: SimulatedDesk[] = [];
  /** Requests that have not arrived yet, and copies that may. */
  readonly strays: Asked[] = [];
  /** Where each operator is signed on. */
  readonly places = new Map<string, SimulatedDesk>();
  /** The session that each operator began last. */
  readonly sessions = new Map<string, string>();
  readonly snapshots = new Map<SimulatedDesk, Readonly<{ profile: Profile; drafts: readonly SavedDraft[] }>>();
  /** Mutations that a sound page made. */
  readonly sound = new Set<string>();
  /** Mutations that something on the way has changed. */
  readonly spoilt = new Set<string>();
  /** How many values were keyed so far. */
  valueCount = 0;
  readonly #isIndexed: boolean;

  private constructor(history: History, readonly tally: Tally) {
    const { seed, setup } = history;
    this.random = new Random(seed ^ 0x5eed);
    this.#isIndexed = setup.isIndexed;
    this.seals = setup.isSealed ? shippedSeals : lightSeals;
    this.centre = new SimulatedCentre({
      siteId: this.mintId(), mintId: this.mintId, time: this.time, seals: this.seals, tally, hasBackups: setup.hasBackups,
    });
  }

  static async begin(history: History, tally: Tally): Promise<World> {
    const world = new World(history, tally);
    const { setup } = history;
    await world.centre.begin(setup.operators, setup.leads);
    await world.centre.admit(setup.items);
    for (const [project, dueInHours] of [[1, 24], [2, 26], [1, 12]] as const) await world.centre.admit(setup.items >> 2, project, dueInHours);
    for (let i = 0; i < setup.desks; i += 1) await world.addDesk();
    for (const [i, operator] of world.centre.operators.entries()) world.signOn(operator, world.desk(i));
    return world;
  }

  /** UUIDs of version 7 in the order of minting, without a clock. */
  readonly mintId = (): string => {
    this.#minted += 1;
    const random = Uint8Array.from({ length: 16 }, () => this.random.int(256));
    return uuidV7({ msecs: 1_795_000_000_000 + this.#minted, seq: this.#minted, random });
  };
  #minted = 0;

  desk(number: number): SimulatedDesk {
    const desk = this.desks[number % this.desks.length];
    if (desk === undefined) throw new Error('there are no desks');
    return desk;
  }

  operator(number: number): Operator {
    const operator = this.centre.operators[number % this.centre.operators.length];
    if (operator === undefined) throw new Error('there are no operators');
    return operator;
  }

  /** Null in a history without leads. */
  lead(number: number): Operator | null {
    const { leads } = this;
    return leads[number % leads.length] ?? null;
  }

  get leads(): readonly Operator[] {
    return this.centre.operators.filter(({ role }) => role === 'lead');
  }

  get hasRoomForDesks(): boolean {
    return this.desks.length < DESKS_AT_MOST;
  }

  /** What a desk throws to where broken invariants go is a promise broken. */
  throwBroken(): void {
    for (const { broken } of this.desks) if (broken !== null) throw new Error('a desk is broken', { cause: broken });
  }

  isHonest(mutationId: string): boolean {
    return this.sound.has(mutationId) && !this.spoilt.has(mutationId);
  }

  async end(): Promise<void> {
    for (const { index } of this.desks) await index?.end();
  }

  /** A desk of its own, or of a profile that was copied. */
  async addDesk(profile?: Profile): Promise<SimulatedDesk> {
    const desk = await this.#newDesk(profile);
    this.desks.push(desk);
    await desk.start();
    return desk;
  }

  /** Another profile on the same machine: the desk is what its disk says it is. */
  async replace(desk: SimulatedDesk, profile?: Profile): Promise<SimulatedDesk> {
    await desk.kill(0);
    const next = await this.#newDesk(profile);
    await desk.index?.end();
    this.desks[this.desks.indexOf(desk)] = next;
    for (const [operatorId, place] of this.places) if (place === desk) this.places.set(operatorId, next);
    next.roster = [...new Set([...next.roster, ...[...this.places].filter(([, place]) => place === next).map(([id]) => id)])];
    await next.start();
    return next;
  }

  /** Enrols a desk once more; its logs stay as they are. */
  async enrolAgain(desk: SimulatedDesk): Promise<void> {
    desk.link.deskId = (await this.centre.enrol()).id;
  }

  signOn(operator: Operator, desk: SimulatedDesk): void {
    this.places.set(operator.id, desk);
    if (!desk.roster.includes(operator.id)) desk.roster.push(operator.id);
  }

  async #newDesk(profile?: Profile): Promise<SimulatedDesk> {
    const parts: DeskParts = {
      time: this.time, random: this.random, tally: this.tally, centre: (asked) => this.centre.take(asked), strays: this.strays,
      index: this.#isIndexed ? new ShippedIndex() : null,
      isLead: (operatorId) => this.leads.some(({ id }) => id === operatorId),
    };
    return new SimulatedDesk(parts, profile ?? { deskId: (await this.centre.enrol()).id, roster: [] });
  }
}
