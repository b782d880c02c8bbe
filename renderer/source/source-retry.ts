import { create } from 'zustand';

/** Counts the times that somebody asked for the source again. */
export const useSourceRetry = create<Readonly<{ times: number }>>()(() => ({ times: 0 }));

export function retrySource(): void {
  useSourceRetry.setState(({ times }) => ({ times: times + 1 }));
}
