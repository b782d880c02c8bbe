import type { Epoch } from '../../shared/domain/epoch';

/** The design's order of epochs (rule 5), written apart from the product's own. */
export function compareEpochsByRule(a: Epoch, b: Epoch): number {
  if (a.term < b.term) return -1;
  if (a.term > b.term) return 1;
  return Math.sign(a.seq - b.seq);
}
