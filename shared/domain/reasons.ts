import { z } from 'zod';

/** Why an item is set aside for a while; it stays its operator's. */
export const holdReasonSchema = z.enum(['askLead', 'pageMissing', 'unclear', 'later']);
export type HoldReason = z.infer<typeof holdReasonSchema>;

/** Why an item is sent back as not workable. */
export const rejectReasonSchema = z.enum(['wrongDocument', 'illegible', 'duplicate', 'incomplete', 'blank']);
export type RejectReason = z.infer<typeof rejectReasonSchema>;

/** Why a lead moves work. */
export const moveReasonSchema = z.enum(['deadline', 'absent', 'idle', 'skill', 'undo', 'other']);
export type MoveReason = z.infer<typeof moveReasonSchema>;

/** Why an item left its operator: a lead's reason, or that nothing was heard of them. */
export const leaveReasonSchema = z.enum([...moveReasonSchema.options, 'abandoned']);
