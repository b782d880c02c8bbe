/** Does something again and again with a rest in between, also after it has failed. What it gives stops it, once what is under way has ended. */
export function repeat(work: () => Promise<unknown>, restMs: number, onFailure: (error: unknown) => void): () => Promise<void> {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const rest = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = work().then(() => undefined, onFailure).then(rest);
    }, restMs);
  };
  rest();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}
