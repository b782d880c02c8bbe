import { z } from 'zod';

const logName = z.enum(['journal', 'inbox']);
export type LogName = z.infer<typeof logName>;

/** A log's identity and how far a reader has read it: the next record's index. A new identity means: start over. */
export const logPositionSchema = z.object({ logId: z.string(), next: z.int().min(0) });
export type LogPosition = Readonly<z.infer<typeof logPositionSchema>>;

/** From the store's worker to main. */
export const toMainSchema = z.discriminatedUnion('type', [
  /** Where the index stands; null where it has nothing. Main streams on from there and then live. */
  z.object({ type: z.literal('start'), journal: logPositionSchema.nullable(), inbox: logPositionSchema.nullable() }),
  /** The index has moved position and rows in one transaction; main may send the next parcel of that log. */
  z.object({ type: z.literal('taken'), log: logName, next: z.int().min(0) }),
]);
export type ToMain = Readonly<z.infer<typeof toMainSchema>>;

/** From main to the store's worker: records as they stand in the log, as text, unparsed. */
export const toWorkerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('parcel'),
    log: logName,
    logId: z.string(),
    /** The index must drop what it holds of this log first: the log is another one, or older records were cut away that it had not read. */
    startOver: z.boolean(),
    /** Index of the first record; records follow each other without gaps unless damaged ones were passed over. */
    first: z.int().min(0),
    /** The next index to ask for. */
    next: z.int().min(0),
    records: z.array(z.string()),
    /** Whether this log has no more for now. */
    atEnd: z.boolean(),
  }),
]);
export type ToWorker = Readonly<z.infer<typeof toWorkerSchema>>;
