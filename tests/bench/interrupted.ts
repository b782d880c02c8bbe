/** Rejects when this program is asked to end, so that what it has started is ended and cleared away first. */
export const interrupted: Promise<never> = new Promise((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(`ended by ${signal}`)));
});
interrupted.catch(() => undefined);
