import type { Failure } from '../../shared/protocol/failure';
import type { Result } from '../../shared/ipc/desk-failure';

/** How much is asked of a link at once: half after it broke, so that something gets through; twice as much after it held. */
export class Portion {
  private current: number;

  constructor(private readonly least: number, private readonly most: number) {
    this.current = most;
  }

  get size(): number {
    return this.current;
  }

  shrink(): void {
    this.current = Math.max(this.least, Math.floor(this.current / 2));
  }

  grow(): void {
    this.current = Math.min(this.most, this.current * 2);
  }
}

/** How an exchange goes about its requests: how much each, and what ends them all. */
export type Pace = Readonly<{ portion: Portion; signal?: AbortSignal }>;

/** Learns from one request; a centre that refuses says nothing about the link. */
export function note(answer: Result<unknown, Failure>, { portion }: Pace): void {
  if (answer.ok) portion.grow();
  else if (answer.failure.kind === 'unreachable') portion.shrink();
}
