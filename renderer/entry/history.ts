import type { Address } from '../../shared/forms/address';
import type { Keyed } from '../../shared/forms/keying/keyed';

type Moment = Readonly<{ keyed: Keyed; at: Address | null }>;

/** More than anybody takes back within one item. */
const MOMENTS_AT_MOST = 200;

/** What can be taken back within one item: a visit to a box is one step, and so is every change to rows and flags. */
export class History {
  private past: readonly Moment[] = [];
  private future: readonly Moment[] = [];
  private keyingIn: Address | null = null;

  clear(): void {
    this.past = [];
    this.future = [];
    this.keyingIn = null;
  }

  /** Called before each key; only the first in a box begins a step. */
  beforeKeying(at: Address, keyed: Keyed): void {
    if (this.keyingIn === at) return;
    this.before(at, keyed);
    this.keyingIn = at;
  }

  before(at: Address | null, keyed: Keyed): void {
    this.past = [...this.past, { keyed, at }].slice(-MOMENTS_AT_MOST);
    this.future = [];
    this.keyingIn = null;
  }

  endKeying(): void {
    this.keyingIn = null;
  }

  back(now: Keyed): Moment | null {
    const moment = this.past.at(-1);
    if (moment === undefined) return null;
    this.past = this.past.slice(0, -1);
    this.future = [...this.future, { keyed: now, at: moment.at }];
    this.keyingIn = null;
    return moment;
  }

  forth(now: Keyed): Moment | null {
    const moment = this.future.at(-1);
    if (moment === undefined) return null;
    this.future = this.future.slice(0, -1);
    this.past = [...this.past, { keyed: now, at: moment.at }];
    this.keyingIn = null;
    return moment;
  }
}
