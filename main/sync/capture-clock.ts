import type { CapturedAt } from '../../shared/domain/primitives';
import type { Clock, Draws } from '../clock';

/** Says when something was done here, with all that may help to judge a wrong clock later. */
export class CaptureClock {
  /** What the centre's clock showed when the monotonic one stood at zero; null until the centre has told. */
  centreStartMs: number | null = null;
  private readonly bootId: string;

  constructor(private readonly clock: Clock, draws: Draws) {
    this.bootId = draws.uuidV4();
  }

  /**
   * Centre time minus wall time; undefined until the centre has told its own. It is counted on by the clock that nobody
   * sets, so that a wall clock which jumps is noticed at once.
   */
  get offsetMs(): number | undefined {
    return this.centreStartMs === null ? undefined : Math.round(this.centreStartMs + this.clock.monotonicMs() - this.clock.wallMs());
  }

  now(): CapturedAt {
    const { offsetMs } = this;
    return {
      wallUtc: new Date(this.clock.wallMs()).toISOString(),
      monotonicMs: Math.round(this.clock.monotonicMs()),
      bootId: this.bootId,
      ...(offsetMs === undefined ? {} : { offsetMs }),
    };
  }
}
