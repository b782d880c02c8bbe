import { z } from 'zod';

const cannotBeRead = z.object({ cannotBeRead: z.string() });

/** Why an app or its profile is not sound. */
export const selfCheckProblemSchema = z.enum(['bundleIncomplete', 'profileNotWritable', 'diskNearlyFull', 'journalUnreadable', 'indexUnreadable', 'enrolmentUnreadable']);
export type SelfCheckProblem = z.infer<typeof selfCheckProblemSchema>;

/** What `--self-check` prints. It holds no value, no key and no operator's name. */
export const selfCheckReportSchema = z.object({
  format: z.literal(1),
  healthy: z.boolean(),
  problems: z.array(selfCheckProblemSchema),
  version: z.string(),
  electron: z.string().nullable(),
  platform: z.string(),
  arch: z.string(),
  isPackaged: z.boolean(),
  /** Files of the app that are missing or cannot be read. */
  bundle: z.object({ fileCount: z.int(), missing: z.array(z.string()) }),
  profile: z.object({ folder: z.string(), exists: z.boolean(), isWritable: z.boolean(), freeBytes: z.number() }),
  /** Damaged records are passed over by a desk, so they are counted here and are no problem. */
  journal: z.union([z.object({ recordCount: z.int(), damagedRecords: z.int(), unreadRecords: z.int() }), cannotBeRead]),
  index: z.union([z.object({ fileCount: z.int(), sizeBytes: z.int() }), cannotBeRead]),
  /** Null when the desk is not enrolled. */
  enrolment: z.union([z.object({ siteName: z.string(), deskName: z.string(), serverUrl: z.string() }), cannotBeRead]).nullable(),
  /** Work on this disk that the centre has not answered for; null when the journal cannot be read. */
  unsettledCount: z.int().nullable(),
});
export type SelfCheckReport = Readonly<z.infer<typeof selfCheckReportSchema>>;
