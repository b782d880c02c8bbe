import { z } from 'zod';
import { failureKindSchema } from '../protocol/failure';
import { utcSchema } from '../domain/primitives';
import { updateStatusSchema } from './update-status';

/** What the desk knows of its link: the status bar tells this and nothing else. */
export const deskStatusSchema = z.object({
  link: z.enum(['notEnrolled', 'connecting', 'online', 'offline', 'refused']),
  /** Why the last exchange failed; null while all is well. */
  failure: failureKindSchema.nullable(),
  /** Entries, moves and judgements of kept entries that the centre has not yet answered for in a pull. */
  unsettledCount: z.int().min(0),
  /** Documents that the desk still wants to fetch ahead of need. */
  documentsWanted: z.int().min(0),
  lastSyncAtUtc: utcSchema.nullable(),
  /** Whether the disk takes what is done here. `reserve`: the disk is full and the last reserve is in use. */
  disk: z.enum(['ok', 'reserve', 'failing']),
  /** Centre time minus this PC's; null until the centre has told its own. Clocks decide nothing: it is there to be shown. */
  clockOffsetMs: z.int().nullable(),
  /** The desk has worked before, and its journal was not there at this start. */
  journalLost: z.boolean(),
  /** Records of the journal that were found damaged at start; 0 is the rule. */
  damagedRecords: z.int().min(0),
  /** Records of the journal that only a newer version can read: kept, but not shown and not pushed; 0 is the rule. */
  unreadRecords: z.int().min(0),
  update: updateStatusSchema,
});
export type DeskStatus = Readonly<z.infer<typeof deskStatusSchema>>;
