import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { itemIdsOf, mutationHash, mutationSchema, type Mutation } from '../../shared/domain/mutation';
import { sessionIdOf } from '../../shared/domain/session';
import { MUTATION_VERSION } from '../../shared/domain/mutations/signed';
import { idSchema } from '../../shared/domain/primitives';

/** A mutation as it was pushed: only id and seq have been looked at. */
export type RawMutation = Readonly<{ id: string; seq: number } & Record<string, unknown>>;

/** A pushed mutation, read as far as it can be. */
export type ReadMutation = Readonly<{
  id: string;
  seq: number;
  /** As JSON text, whole. */
  raw: string;
  /** Of its content as it arrived, whatever hash it claims: the same content has the same, in any stream. */
  hash: string;
  read: Readonly<{ kind: 'whole'; mutation: Mutation }> | Readonly<{ kind: 'malformed' | 'hashMismatch' }>;
  kind: string;
  /** Whatever of these could be read, even from a mutation that is at fault. */
  operatorId: string | null;
  itemId: string | null;
  /** The items that have to be known to decide it. */
  itemIds: readonly string[];
  /** How many items an ask wants; 0 of anything else. */
  askCount: number;
  /** Whom a move gives its items to. */
  toOperatorId: string | null;
  /** The session that it tells of. */
  sessionId: string | null;
  body: string | null;
}>;

/** Reads one pushed mutation by itself. Never throws: what cannot be read is `malformed`. */
export function readMutation(pushed: RawMutation): ReadMutation {
  const parsed = mutationSchema.safeParse(pushed);
  const known = parsed.success && parsed.data.v === MUTATION_VERSION ? parsed.data : null;
  const hash = known === null ? rawHash(pushed) : mutationHash(known);
  const whole = known !== null && known.hash === hash;
  return {
    id: pushed.id,
    seq: pushed.seq,
    raw: JSON.stringify(pushed),
    hash,
    read: whole ? { kind: 'whole', mutation: known } : { kind: known === null ? 'malformed' : 'hashMismatch' },
    kind: known?.kind ?? 'unreadable',
    operatorId: idOrNull(pushed['operatorId']),
    // Beside what a move, a session or an ask says nothing of it is read: its hash does not cover that.
    itemId: known?.kind === 'move' || known?.kind === 'session' || known?.kind === 'ask' ? null : idOrNull(pushed['itemId']),
    itemIds: known === null ? [pushed['itemId']].flatMap((id) => idOrNull(id) ?? []) : itemIdsOf(known),
    askCount: known?.kind === 'ask' ? known.count : 0,
    toOperatorId: known?.kind === 'move' ? known.toOperatorId : null,
    sessionId: known === null ? null : sessionIdOf(known),
    body: typeof pushed['body'] === 'string' ? pushed['body'] : null,
  };
}

/** Like `mutationHash`, without the seq: a fork moves mutations to another place. */
function rawHash(pushed: RawMutation): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify({ ...pushed, seq: undefined }))));
}

function idOrNull(value: unknown): string | null {
  const parsed = idSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
