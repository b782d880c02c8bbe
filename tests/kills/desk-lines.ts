import { z } from 'zod';

/** What a desk is about at a moment: what it asks of its disk, and what it asks of the centre. */
const doingSchema = z.object({
  disk: z.enum(['nothing', 'draft', 'mutation']),
  link: z.enum(['nothing', 'token', 'push', 'pull', 'page']),
});
export type Doing = Readonly<z.infer<typeof doingSchema>>;

/** One line of a desk's output. Each is written before the desk goes on, so a kill loses none. */
export const deskLineSchema = z.discriminatedUnion('t', [
  /** The profile is open: so much was unsettled there. */
  z.object({ t: z.literal('opened'), unsettled: z.int() }),
  z.object({ t: z.literal('signedOn'), by: z.enum(['centre', 'desk']) }),
  /** The desk said "saved". */
  z.object({ t: z.literal('saved'), id: z.string(), itemId: z.string() }),
  z.object({ t: z.literal('unsettled'), count: z.int() }),
  z.object({ t: z.literal('doing'), doing: doingSchema }),
  z.object({ t: z.literal('trouble'), what: z.string() }),
]);
export type DeskLine = Readonly<z.infer<typeof deskLineSchema>>;

/** How a desk is started: as JSON in its first argument. */
export const deskOrderSchema = z.object({
  profileFolder: z.string(),
  login: z.string(),
  /** Between two submissions. */
  paceMs: z.number(),
  /** Enrols first; absent from the second start on. */
  enrol: z.object({ serverUrl: z.string(), code: z.string() }).optional(),
  /** Keys nothing, and ends by itself when all is settled. */
  drain: z.boolean(),
});
export type DeskOrder = Readonly<z.infer<typeof deskOrderSchema>>;
