import type { DeskFailure } from '../../shared/ipc/desk-failure';
import type { Translate } from './messages';
import { waitWords } from './time-words';

/** A text to be said in whatever language is in use when it is shown. */
export type Words = (t: Translate) => string;

/** What a failure says to the operator: whether the work is safe, and what to do next. */
export function failureWords(failure: DeskFailure, t: Translate): string {
  return t(`failure.${failure.kind}`, { wait: waitWords(failure.retryAfterMs ?? 0, t) });
}
