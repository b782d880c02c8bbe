/** What the log says of an error: a code rather than a sentence, which may hold a path. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}
