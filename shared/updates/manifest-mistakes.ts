import { manifestSchema } from './manifest';

/** What keeps something from being a manifest, a line for each field. Empty: it is one. */
export function manifestMistakes(told: unknown): string[] {
  const { success, error } = manifestSchema.safeParse(told);
  return success ? [] : error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
}
