import { z } from 'zod';

/** Who gets a release when: the desks of the lab first, then one desk of each site, then all. */
export const ringSchema = z.enum(['lab', 'pilot', 'all']);
export type Ring = z.infer<typeof ringSchema>;

/** Whether desks of the ring `desk` are among those of the ring `release`. */
export function reaches(release: Ring, desk: Ring): boolean {
  const widest = ringSchema.options;
  return widest.indexOf(desk) <= widest.indexOf(release);
}
