/** What takes longer hangs: all that is waited for here takes seconds. */
export const PATIENCE_MS = 120_000;

/** What is waited for, or an error that names it when `ms` have passed. */
export async function within<T>(ms: number, waited: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${ms / 1000} s in vain for ${what}`)), ms);
  });
  try {
    return await Promise.race([waited, late]);
  } finally {
    clearTimeout(timer);
  }
}
