/** What each format of a profile brought: its journal, inbox and the files beside them. Older desks pass over records of a kind that they do not know, and keep them. */
export const PROFILE_HISTORY = [
  { format: 1, brought: 'journal and inbox as records; submits without a session' },
  { format: 2, brought: 'submits that name their session and effort, which their hash covers' },
] as const;

/** The format that this build leaves behind. */
export const PROFILE_FORMAT = 2;

/**
 * A desk that reads at least this format carries unharmed whatever this build has left unsent. One that reads less (up to commit
 * 37a2c59, before sessions) opens the profile, but would send submits without what their hash covers: they are refused as
 * `hashMismatch`, stored whole at the centre, and have to be keyed again. So an update may be taken back to a build whose
 * `PROFILE_FORMAT` is no lower than this, or from a desk that has nothing unsent.
 */
export const LEAST_FORMAT_TO_GO_BACK_TO = 2;
