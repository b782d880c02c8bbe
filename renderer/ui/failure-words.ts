import type { DeskFailure } from '../../shared/ipc/desk-failure';
import type { Translate } from './messages';

/** What a failure says to the operator: whether the work is safe, and what to do next. */
export function failureWords(failure: DeskFailure, t: Translate): string {
  const seconds = Math.ceil((failure.retryAfterMs ?? 0) / 1000);
  return t(`failure.${failure.kind}`, { seconds });
}
