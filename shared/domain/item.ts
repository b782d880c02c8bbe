import { z } from 'zod';
import { epochSchema } from './epoch';
import { capturedAtSchema, idSchema, sha256Schema, utcSchema } from './primitives';
import { rejectReasonSchema } from './reasons';

/** One page of an item's source as it is stored: sealed under the batch's key and named by the hash of its ciphertext. */
export const pageSchema = z.object({
  /** SHA-256 of the ciphertext. */
  hash: sha256Schema,
  /** Size of the ciphertext. */
  sizeBytes: z.int().min(1),
  mediaType: z.enum(['image/jpeg', 'image/png']),
  /** The page's file name as delivered. */
  name: z.string().min(1),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
});

export type Page = Readonly<z.infer<typeof pageSchema>>;

const share = z.number().min(0).max(1);

/** Where fields stand on an item's pages, by address: page from 1, then x, y, width and height in shares of the page. Never a value. */
export const zonesSchema = z.record(z.string().max(130), z.tuple([z.int().min(1).max(500), share, share, share, share]));
export type Zones = Readonly<z.infer<typeof zonesSchema>>;

/** The entry that an item was settled with: the first to reach the centre at or above `minEpoch`. */
export const settledBySchema = z.object({
  mutationId: idSchema,
  operatorId: idSchema,
  deskId: idSchema,
  epoch: epochSchema,
  capturedAt: capturedAtSchema,
  /** It was sent back as not workable. */
  rejectedFor: rejectReasonSchema.optional(),
});

export type SettledBy = Readonly<z.infer<typeof settledBySchema>>;

/** What was decided of a kept entry: it counts as a second blind key, was put away, or gave its place to another. */
export const standingSchema = z.enum(['secondKey', 'close', 'replaced']);
export type Standing = z.infer<typeof standingSchema>;

/** Who held an item under a past epoch. */
export const formerHolderSchema = z.object({ epoch: epochSchema, operatorId: idSchema });

/** An item as its row in the feed and at the centre. It never holds a value. */
export const itemSchema = z.object({
  id: idSchema,
  siteId: idSchema,
  batchId: idSchema,
  /** 1-based place in its batch, in the delivery's order. */
  position: z.int().min(1),
  /** The delivered file's name, or the subfolder's for an item of several pages. */
  source: z.string().min(1),
  pages: z.array(pageSchema).min(1),
  zones: zonesSchema.optional(),
  formHash: sha256Schema,
  dueAtUtc: utcSchema,
  state: z.enum(['open', 'done']),
  pass: z.enum(['key']),
  assignedTo: idSchema.nullable(),
  /** Whose turn it is. */
  epoch: epochSchema,
  /** What still counts: an entry below it is kept, never used. */
  minEpoch: epochSchema,
  /** Former holders, the latest last, as long as their epochs count: only they may still submit under them. */
  holders: z.array(formerHolderSchema).default([]),
  settledBy: settledBySchema.nullable(),
  /** Ids of late or losing entries, in the order of arrival; each is stored whole at the centre. */
  kept: z.array(idSchema),
  /** What leads have decided of them; of an entry that is not named here nobody has decided yet. */
  standings: z.array(z.object({ mutationId: idSchema, standing: standingSchema, byOperatorId: idSchema })).default([]),
});

export type Item = Readonly<z.infer<typeof itemSchema>>;
