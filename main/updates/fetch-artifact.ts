import { PIECE_BYTES } from '../../shared/protocol/update';
import type { Failure } from '../../shared/protocol/failure';
import type { Artifact } from '../../shared/updates/manifest';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { CentreAnswers } from '../sync/centre-link';
import type { ArtifactFolder } from './artifact-folder';
import type { BandwidthBudget } from './bandwidth-budget';

export type FetchParts = Readonly<{
  link: Pick<CentreAnswers, 'open'>;
  folder: ArtifactFolder;
  budget: BandwidthBudget;
  /** Whether nothing of the work waits for the link. */
  mayGoOn: () => boolean;
  stop: AbortSignal;
}>;

/** `paused`: work goes first; what has come stays. `damaged`: it came whole and was not what its hash says; it is gone. */
export type FetchEnd = 'whole' | 'paused' | 'damaged';

/** Fetches an artifact piece by piece from where the last try stopped. Rejects when the disk does not take it. */
export async function fetchArtifact(artifact: Artifact, parts: FetchParts): Promise<Result<FetchEnd, Failure>> {
  const { folder, budget, mayGoOn, stop } = parts;
  if (await folder.has(artifact)) return done('whole');
  for (;;) {
    const heldBytes = await folder.heldBytes(artifact);
    if (heldBytes >= artifact.sizeBytes) return done(await folder.finish(artifact));
    if (stop.aborted || !mayGoOn()) return done('paused');
    const piece = await fetchPiece(artifact, heldBytes, parts);
    if (!piece.ok) return piece;
    await folder.append(artifact.sha256, piece.value);
    await budget.spend(piece.value.length, stop);
  }
}

async function fetchPiece({ sha256, sizeBytes }: Artifact, from: number, { link, stop }: FetchParts): Promise<Result<Uint8Array, Failure>> {
  const to = Math.min(from + PIECE_BYTES, sizeBytes) - 1;
  const pieceBytes = to - from + 1;
  const answer = await link.open({ method: 'GET', path: `/v1/releases/${sha256}`, headers: { range: `bytes=${from}-${to}` }, signal: stop });
  if (!answer.ok) return answer;
  try {
    const bytes = await readAtMost(answer.value, pieceBytes + 1);
    const isPiece = answer.value.status === 206 && bytes.length === pieceBytes;
    return isPiece ? done(bytes) : failed({ kind: 'notKeyroom', message: `a piece of ${pieceBytes} bytes came as ${bytes.length} with status ${answer.value.status}` });
  } catch (error) {
    return failed({ kind: 'unreachable', message: String(error) });
  }
}

/** What comes beyond this is left unread: an answer without an end must not fill the memory. */
async function readAtMost({ body }: Response, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let leftBytes = mostBytes;
  for (const reader = body?.getReader(); reader !== undefined; ) {
    const { value } = await reader.read();
    if (value === undefined) break;
    chunks.push(value.subarray(0, leftBytes));
    leftBytes -= value.length;
    if (leftBytes > 0) continue;
    await reader.cancel();
    break;
  }
  return Buffer.concat(chunks);
}
