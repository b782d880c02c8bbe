import { z } from 'zod';

/** What a desk under test is told to do, one line of JSON each; it answers each with one line. */
export const deskOrderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open'), profileFolder: z.string() }),
  z.object({ do: z.literal('enrol'), serverUrl: z.string(), code: z.string(), deskName: z.string() }),
  z.object({ do: z.literal('signOn'), login: z.string(), pin: z.string() }),
  /** Submits so many open items of whoever signed on last, as of this session where one is named. */
  z.object({ do: z.literal('key'), count: z.int(), sessionId: z.string().optional() }),
  /** Commits a mutation as it stands; its operator is whoever signed on last. */
  z.object({ do: z.literal('commit'), draft: z.record(z.string(), z.unknown()) }),
  z.object({ do: z.literal('sync') }),
  /** What stands on the floor. */
  z.object({ do: z.literal('floor') }),
  z.object({ do: z.literal('close') }),
]);
export type DeskOrder = Readonly<z.infer<typeof deskOrderSchema>>;

const floorItemSchema = z.object({
  id: z.string(), source: z.string(), assignedTo: z.string().nullable(), epoch: z.object({ term: z.int(), seq: z.int() }), state: z.string(),
});

/** What a desk says after an order: the whole of how it stands. */
export const deskAnswerSchema = z.object({
  failure: z.string().nullable(),
  operatorId: z.string().nullable(),
  link: z.string(),
  /** Unsettled mutations of all kinds in its journal, and what of it it cannot read. */
  unsettled: z.int(),
  unread: z.int(),
  /** Open items of whoever signed on last. */
  open: z.int(),
  /** Rows of the feed that this build has read, by kind, and those that it cannot read. */
  kinds: z.record(z.string(), z.int()),
  strangers: z.record(z.string(), z.int()),
  /** What was submitted in this life: source and company keyed. */
  saved: z.array(z.object({ source: z.string(), company: z.string() })),
  floor: z.array(floorItemSchema),
  troubles: z.array(z.string()),
});
export type DeskAnswer = Readonly<z.infer<typeof deskAnswerSchema>>;
