import type { CapturedAt } from '../../shared/domain/primitives';
import type { Clock, Draws } from '../clock';

/** When the centre told its time, by three clocks. */
export type Contact = Readonly<{ centreMs: number; wallMs: number; monotonicMs: number }>;

/** Says when something was done here, with all that may help to judge a wrong clock later. */
export class CaptureClock {
  /** The latest; null until the centre has told its time. */
  contact: Contact | null = null;
  private readonly bootId: string;

  constructor(private readonly clock: Clock, draws: Draws) {
    this.bootId = draws.uuidV4();
  }

  /**
   * Centre time minus wall time; undefined until the centre has told its own.
   *
   * Since the last contact the wall clock may have got ahead of the monotonic one because the PC slept, or because
   * somebody set it: nothing here can tell which, and sleep is what happens every night. So it counts as sleep, and a clock
   * that is set ahead is noticed with the next contact, at most half a minute later while there is a link. A wall clock that
   * has fallen behind was set back: that is noticed at once.
   */
  get offsetMs(): number | undefined {
    if (this.contact === null) return undefined;
    const { centreMs, wallMs, monotonicMs } = this.contact;
    const aheadMs = this.clock.wallMs() - wallMs - (this.clock.monotonicMs() - monotonicMs);
    return Math.round(centreMs - wallMs - Math.min(0, aheadMs));
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
