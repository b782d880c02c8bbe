/** From the page to the index's worker. `port` carries the logs' port. */
export type ToIndexWorker = Readonly<{ type: 'port' }> | Readonly<{ type: 'typing' }>;

/** From the worker to the page. */
export type FromIndexWorker =
  /** The index has answered where it stands. */
  | Readonly<{ type: 'opened' }>
  /** Both logs have been read to their ends. */
  | Readonly<{ type: 'caughtUp' }>
  /** The index cannot be used: it is thrown away and built again from the logs. */
  | Readonly<{ type: 'broken'; reason: string }>;
