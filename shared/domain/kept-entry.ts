import { z } from 'zod';
import { epochSchema } from './epoch';
import { standingSchema } from './item';
import { verdictSchema } from './mutations/judge';
import { keptReasonSchema } from './outcome';
import { capturedAtSchema, idSchema, sha256Schema, utcSchema } from './primitives';
import { rejectReasonSchema } from './reasons';

/** Why an entry lies in the tray: it was kept when it came, or it was the winner until a lead put another in its place. */
export const trayReasonSchema = z.enum([...keptReasonSchema.options, 'replaced']);

/** A kept entry as the tray of its site's leads shows it: its envelope, never a value. */
export const keptEntrySchema = z.object({
  /** The mutation that it came with. */
  id: idSchema,
  itemId: idSchema,
  batchId: idSchema,
  source: z.string().min(1),
  formHash: sha256Schema,
  operatorId: idSchema,
  deskId: idSchema,
  epoch: epochSchema,
  capturedAt: capturedAtSchema,
  receivedAtUtc: utcSchema,
  rejectedFor: rejectReasonSchema.optional(),
  reason: trayReasonSchema,
  /** What a lead decided; null while nobody has. `promote`: it counts now. */
  decided: z.object({ verdict: z.enum([...verdictSchema.options, ...standingSchema.options]), byOperatorId: idSchema, atUtc: utcSchema }).nullable(),
});
export type KeptEntry = Readonly<z.infer<typeof keptEntrySchema>>;
