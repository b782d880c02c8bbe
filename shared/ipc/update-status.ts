import { z } from 'zod';
import { utcSchema } from '../domain/primitives';
import { rolledBackForSchema } from '../protocol/update';

/** What the desk knows of its own updates: one calm line tells it. */
export const updateStatusSchema = z.object({
  /**
   * `off`: this build does not update itself. `fetching`: a version that is due is on its way. `waiting`: it lies ready.
   * `installing`: the desk closes for it. `trial`: this version is new and is proving itself. `updated` and `rolledBack`: what
   * became of the last one, for a day.
   */
  kind: z.enum(['off', 'none', 'fetching', 'waiting', 'installing', 'trial', 'updated', 'rolledBack']),
  /** The version that this is about; null with `off` and `none`. */
  version: z.string().nullable(),
  percent: z.int().min(0).max(100).nullable(),
  waitsFor: z.enum(['item', 'disk', 'link', 'signOff', 'quiet', 'administrator']).nullable(),
  /** A lead has said that what lies ready is to be installed now; what it still waits for has its time. */
  hasLeadsWord: z.boolean(),
  rolledBackFor: rolledBackForSchema.nullable(),
  /** Why the centre's last word was not followed, as the log names it. */
  refusal: z.string().nullable(),
  checkedAtUtc: utcSchema.nullable(),
});
export type UpdateStatus = Readonly<z.infer<typeof updateStatusSchema>>;

export const NO_UPDATE: UpdateStatus = { kind: 'off', version: null, percent: null, waitsFor: null, hasLeadsWord: false, rolledBackFor: null, refusal: null, checkedAtUtc: null };
