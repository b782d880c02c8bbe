/** A user's mistake, or a refusal of the centre: told in one sentence, never with a stack. */
export class CommandRefused extends Error {
  readonly details: readonly string[];
  readonly exitCode: number;

  constructor(message: string, details: readonly string[] = [], exitCode: 1 | 2 = 1) {
    super(message);
    this.details = details;
    this.exitCode = exitCode;
  }
}
