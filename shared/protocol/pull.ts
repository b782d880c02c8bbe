import { z } from 'zod';
import { batchSchema, clientSchema, projectSchema } from '../domain/batch';
import { floorItemSchema } from '../domain/floor-item';
import { shiftPlanSchema } from '../domain/floor/shift';
import { itemSchema } from '../domain/item';
import { keptEntrySchema } from '../domain/kept-entry';
import { noticeSchema } from '../domain/notice';
import { operatorSchema } from '../domain/operator';
import { idSchema, sha256Schema, streamIdSchema, utcSchema } from '../domain/primitives';
import { leaveReasonSchema } from '../domain/reasons';
import { sessionSchema } from '../domain/session';
import { codeListSchema } from '../forms/code-list';
import { storedFormSchema } from '../forms/form';

/** Rows of a site are numbered by one counter without gaps; a scope's cursor is the number up to which it was read. */
export const scopeSchema = z.union([
  z.literal('reference'),
  z.literal('floor'),
  z.string().regex(/^queue:[0-9a-f-]{36}$/),
]);

/** The scope that holds every item of the site in short: what a lead's desk follows. */
export const FLOOR_SCOPE = 'floor';

/** The scope that holds an operator's items and notices. */
export function queueScope(operatorId: string): string {
  return `queue:${operatorId}`;
}

export const PULL_MAX_ROWS = 1000;
export const PULL_MAX_STREAMS = 50;

/** `POST /v1/pull`: everything that the desk follows, in one snapshot. */
export const pullRequestSchema = z.strictObject({
  /** The feed that the cursors belong to; null before the first pull. */
  feedId: idSchema.nullable(),
  /** One cursor a scope; 0 asks for a snapshot. */
  cursors: z.record(scopeSchema, z.int().min(0)),
  /** The desk's streams that hold unsettled mutations. */
  streamIds: z.array(streamIdSchema).max(PULL_MAX_STREAMS),
  limit: z.int().min(1).max(PULL_MAX_ROWS),
});
export type PullRequest = Readonly<z.infer<typeof pullRequestSchema>>;

/**
 * The first line of the answer; what main reads. The rows follow, one a line (`application/x-ndjson`), unread by main.
 *
 * Rows come scope by scope and within a scope in the order of `pos`. A row that changes while a desk pages comes again
 * under its new number, so no reader misses one.
 */
export const pullHeadSchema = z.object({
  v: z.literal(1),
  /** The version that these rows are in: of a later one there may be more to read. Versions 1 and 2 did not say. */
  protocol: z.int().min(1).default(1),
  feedId: idSchema,
  /** The next cursor of each scope asked for. */
  cursors: z.record(scopeSchema, z.int().min(0)),
  /** Scopes of which this page begins a fresh snapshot: rows that do not come again by `drained` are gone. */
  resets: z.array(scopeSchema),
  /** Scopes that have no more rows in this snapshot. */
  drained: z.array(scopeSchema),
  /** Whether a next pull would give rows at once. When false, every scope is drained. */
  more: z.boolean(),
  rowCount: z.int().min(0).max(PULL_MAX_ROWS),
  /**
   * Per stream asked for: these rows, with all before them, contain the mutations up to `foldedUpTo`; those up to
   * `freeUpTo` may leave the journal. Empty while `more`.
   */
  streams: z.record(streamIdSchema, z.object({ foldedUpTo: z.int().min(0), freeUpTo: z.int().min(0) })),
  /** Documents that the rows of this page mention, for fetching ahead of need, the most urgent first. */
  documents: z.array(z.object({ hash: sha256Schema, sizeBytes: z.int().min(1) })),
  centreTimeUtc: z.iso.datetime({ precision: 3 }),
});
export type PullHead = Readonly<z.infer<typeof pullHeadSchema>>;

const rowBase = { scope: scopeSchema, key: z.string().min(1), pos: z.int().min(1) };

export const formRowSchema = z.object({ hash: sha256Schema, form: storedFormSchema });

/** A code list that a form names by its hash. */
export const codeListRowSchema = z.object({ hash: sha256Schema, list: codeListSchema });

/** There is work of this batch in the pool; gone when there is none. */
export const poolSchema = z.object({ batchId: idSchema });
export type Pool = Readonly<z.infer<typeof poolSchema>>;

/** Where an item went that was this operator's, by whom (null: the centre) and why; to nobody is back to the pool. */
export const movedSchema = z.object({ toOperatorId: idSchema.nullable(), byOperatorId: idSchema.nullable(), reason: leaveReasonSchema, hard: z.boolean(), atUtc: utcSchema });
export type Moved = Readonly<z.infer<typeof movedSchema>>;

/** One line of the feed. `gone` takes back the row of that kind and key from that scope. */
export const feedRowSchema = z.discriminatedUnion('kind', [
  z.object({ ...rowBase, kind: z.literal('client'), row: clientSchema }),
  z.object({ ...rowBase, kind: z.literal('project'), row: projectSchema }),
  z.object({ ...rowBase, kind: z.literal('batch'), row: batchSchema }),
  z.object({ ...rowBase, kind: z.literal('form'), row: formRowSchema }),
  z.object({ ...rowBase, kind: z.literal('codeList'), row: codeListRowSchema }),
  z.object({ ...rowBase, kind: z.literal('operator'), row: operatorSchema }),
  z.object({ ...rowBase, kind: z.literal('shift'), row: shiftPlanSchema }),
  z.object({ ...rowBase, kind: z.literal('pool'), row: poolSchema }),
  z.object({ ...rowBase, kind: z.literal('item'), row: itemSchema }),
  z.object({ ...rowBase, kind: z.literal('floorItem'), row: floorItemSchema }),
  z.object({ ...rowBase, kind: z.literal('keptEntry'), row: keptEntrySchema }),
  z.object({ ...rowBase, kind: z.literal('notice'), row: noticeSchema }),
  z.object({ ...rowBase, kind: z.literal('session'), row: sessionSchema }),
  z.object({ ...rowBase, kind: z.literal('gone'), goneKind: z.string().min(1), moved: movedSchema.optional() }),
]);
export type FeedRow = Readonly<z.infer<typeof feedRowSchema>>;
