import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { UpdateResponse } from '../../shared/protocol/update';
import { PROFILE_FORMAT } from '../profile-format';
import { considerDue } from './consider-due';
import type { UpdaterParts } from './updater-parts';
import { wayBack } from './way-back';
import type { WantedRelease } from './wanted-release';

export type RefusedRelease = Readonly<{ kind: string; detail: string }>;

/** What the centre's answer comes to at this desk: what is wanted, or why it is refused; null where nothing is due. */
export async function considerAnswer({ due, running, ring }: UpdateResponse, parts: UpdaterParts, nowMs: number): Promise<Result<WantedRelease, RefusedRelease> | null> {
  const { file, build, keys: { channel, keys }, version, desk, needsWayBack } = parts;
  if (due === null || build === null || keys.length === 0) return null;
  const { newest, failedVersions } = file.record;
  const considered = await considerDue(due, keys, { version, build, ring, newest, failedVersions, channel, indexVersion: PROFILE_FORMAT, siteId: desk.siteId() ?? '', nowMs });
  // A desk that runs what is due hears of it with every answer.
  if (!considered.ok) return considered.failure.kind === 'notNewer' ? null : considered;
  if (!needsWayBack) return done({ ...considered.value, back: null });
  const back = await wayBack({ version, build, signed: running, keys });
  return back === null ? failed({ kind: 'noWayBack', detail: `the centre has no release ${version} to go back to` }) : done({ ...considered.value, back });
}
