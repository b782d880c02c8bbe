/**
 * What a profile's journal, inbox and index are written in. It grows with every change that an older version could not read
 * over; a release names the lowest that can read what it leaves behind.
 */
export const INDEX_VERSION = 1;
