/** SQLSTATE classes and codes of a server that is going, coming or full: 08 connection, 53 resources, 57P0x shutdown. */
const AWAY_CODE = /^(08...|53...|57P0[1-4])$/;

const AWAY_SYSTEM_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
]);

/** How `pg` words a connection that broke or could not be had in time; these have no code. */
const AWAY_MESSAGES = [
  'Connection terminated', 'timeout exceeded when trying to connect', 'Client has encountered a connection error',
  'Client was closed and is not queryable', 'Connection ended unexpectedly',
];

/** Whether a request failed because PostgreSQL cannot be reached or is being restarted: the same request will do later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (AWAY_CODE.test(code)) return true;
  if (AWAY_SYSTEM_CODES.has(code) && 'syscall' in error && isSocketCall(error.syscall)) return true;
  return AWAY_MESSAGES.some((each) => error.message.startsWith(each));
}

/** A missing file is not a missing database. */
function isSocketCall(syscall: unknown): boolean {
  return ['connect', 'read', 'write', 'getaddrinfo'].includes(String(syscall));
}
