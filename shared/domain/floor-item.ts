import { z } from 'zod';
import { centreMs } from './elapsed';
import { itemSchema, type Item } from './item';
import { idSchema } from './primitives';

/** An item as a floor shows it: whose it is and what became of it, without its pages and zones. */
export const floorItemSchema = itemSchema
  .pick({ id: true, batchId: true, position: true, source: true, dueAtUtc: true, state: true, assignedTo: true, epoch: true, minEpoch: true })
  .extend({
    /** Who settled it and when they handed it in, by the centre's time as well as their desk knew it; null while it is open. */
    settledBy: z.object({
      operatorId: z.string(),
      atMs: z.number(),
      /** The mutation that settled it; absent where nothing of the item is kept, and nobody has to decide between entries. */
      mutationId: idSchema.optional(),
    }).nullable(),
    /** How many late or losing entries of it are kept that nobody has decided on. */
    keptCount: z.int().min(0),
  });
export type FloorItem = Readonly<z.infer<typeof floorItemSchema>>;

/** A desk's clock may be wrong by hours: what it knew of the centre's time is added. */
export function floorItemOf(item: Item): FloorItem {
  const { id, batchId, position, source, dueAtUtc, state, assignedTo, epoch, minEpoch, settledBy, kept, standings } = item;
  const at = settledBy?.capturedAt;
  return {
    id, batchId, position, source, dueAtUtc, state, assignedTo, epoch, minEpoch, keptCount: kept.length - standings.length,
    settledBy: settledBy == null || at === undefined ? null
      : { operatorId: settledBy.operatorId, atMs: centreMs(at), ...(kept.length === 0 ? {} : { mutationId: settledBy.mutationId }) },
  };
}
