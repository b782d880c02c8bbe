import type { CapturedAt } from '../../shared/domain/primitives';
import type { Clock, Draws } from '../clock';

/** Says when something was done here, with all that may help to judge a wrong clock later. */
export class CaptureClock {
  /** Centre time minus wall time, once a token has told. */
  offsetMs: number | undefined;
  private readonly bootId: string;

  constructor(private readonly clock: Clock, draws: Draws) {
    this.bootId = draws.uuidV4();
  }

  now(): CapturedAt {
    return {
      wallUtc: new Date(this.clock.wallMs()).toISOString(),
      monotonicMs: Math.round(this.clock.monotonicMs()),
      bootId: this.bootId,
      ...(this.offsetMs === undefined ? {} : { offsetMs: this.offsetMs }),
    };
  }
}
