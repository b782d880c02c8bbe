import type { KeptEntry } from '../../shared/domain/kept-entry';
import type { JudgeEnvelope } from '../../shared/domain/mutations/judge';
import { index } from './index-client';
import { foldedUpTo } from './index-meta';
import { pacedQuery, type Live } from './paced-query';

/** A kept entry with what a lead has to know to decide on it. */
export type TrayRow = Readonly<{
  entry: KeptEntry;
  /** What has settled its item; null while it is open. */
  winner: Readonly<{ mutationId: string; operatorId: string }> | null;
  /** This desk's verdict on it that the centre has not answered yet. */
  waiting: JudgeEnvelope | null;
}>;

/** As many that were decided as anybody looks back to. */
const DECIDED_AT_MOST = 200;

/** The tray: what nobody has decided on, the latest first, and then what was decided, the latest first. */
export function trayRows(): Live<readonly TrayRow[]> {
  return pacedQuery('meta', () => index.transaction('r', index.kept, index.floor, index.mutations, index.meta, async () => {
    const entries = (await index.kept.toArray()).map(({ entry }) => entry);
    const open = entries.filter(({ decided }) => decided === null).toSorted(by(({ receivedAtUtc }) => receivedAtUtc));
    const decided = entries.filter((each) => each.decided !== null).toSorted(by((each) => each.decided?.atUtc ?? ''));
    const shown = [...open, ...decided.slice(0, DECIDED_AT_MOST)];
    const items = await index.floor.bulkGet(shown.map(({ itemId }) => itemId));
    const waiting = await waitingVerdicts();
    return shown.map((entry, i): TrayRow => {
      const settled = items[i]?.item.settledBy;
      const winner = settled?.mutationId === undefined ? null : { mutationId: settled.mutationId, operatorId: settled.operatorId };
      return { entry, winner, waiting: waiting.get(entry.id) ?? null };
    });
  }));
}

/** How many kept entries wait for a lead. */
export function undecidedCount(): Live<number> {
  return pacedQuery('kept', async () => (await index.kept.toArray()).filter(({ entry }) => entry.decided === null).length);
}

async function waitingVerdicts(): Promise<ReadonlyMap<string, JudgeEnvelope>> {
  const waiting = new Map<string, JudgeEnvelope>();
  for (const { envelope, streamId, seq } of await index.mutations.where('envelope.kind').equals('judge').toArray()) {
    if (envelope.kind === 'judge' && seq > (await foldedUpTo(index, streamId))) waiting.set(envelope.keptId, envelope);
  }
  return waiting;
}

function by(keyOf: (entry: KeptEntry) => string): (a: KeptEntry, b: KeptEntry) => number {
  return (a, b) => keyOf(b).localeCompare(keyOf(a)) || (a.id < b.id ? 1 : -1);
}
