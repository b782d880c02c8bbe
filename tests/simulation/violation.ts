/** A promise that a history saw broken. */
export class Violation extends Error {
  constructor(readonly promise: PromiseName, detail: string) {
    super(`${promise}: ${detail}`);
  }
}

/** The promises that every history is held to. */
export const PROMISES = [
  'nothing said "saved" is ever lost',
  'a draft said to be saved stands until its mutation does',
  'one winner an item',
  'the first entry that counts wins',
  'every other entry is kept whole and credited',
  'an epoch never goes back',
  'a move is carried out item by item, where the item is as its lead saw it',
  'only a lead in good standing moves items and decides on entries, and items go only to somebody who works here',
  'a lead hears of each item that a move passed over, and why',
  'who loses an item to a move hears where it went',
  'a lead sees the floor as it is',
  'a verdict on a kept entry is carried out once, where all is as its lead saw it',
  'every kept entry lies in the tray, with what was decided of it',
  'whoever keyed an entry, and whoever decided on it, hears what became of it',
  'a session’s figures are the same everywhere, and are the sum of what the ledger holds',
  'who asks is given only what they may have, the most urgent first, and nothing twice',
  'only work of those who are silent goes back to the pool',
  'desks are told what lies in the pool',
  'all tiers are equal once quiet',
  'no desk shows an item as its own after it has seen it taken away',
  'nothing is keyed twice because of an acknowledgement alone',
  'no envelope or log holds a plaintext value',
  'the desk comes to rest',
  'a log is only ever appended to',
  'nothing throws',
] as const;
export type PromiseName = (typeof PROMISES)[number];
