export type WhyNot = Readonly<{ cannotBeRead: string }>;

/** What a survey found, or why it could not look. An error's text may quote what it could not read: its code or name has to do. */
export async function orWhyNot<T>(survey: () => Promise<T>): Promise<T | WhyNot> {
  try {
    return await survey();
  } catch (error) {
    const { code, name } = error instanceof Error ? (error as NodeJS.ErrnoException) : { code: undefined, name: 'unknown' };
    return { cannotBeRead: code === 'ENOENT' ? 'missing' : (code ?? name) };
  }
}
