import type { FailureKind } from '../../shared/protocol/failure';
import type { Artifact } from '../../shared/updates/manifest';
import type { CentreLink } from '../sync/centre-link';
import { isOfTheLink } from '../sync/of-the-link';
import { fetchArtifact } from './fetch-artifact';
import type { UpdaterParts } from './updater-parts';
import { wantedOf, type WantedRelease } from './wanted-release';

/** An artifact that keeps coming damaged is not asked for again before the next start. */
const DAMAGED_AT_MOST = 3;

export type ReleaseFetcherParts = Pick<UpdaterParts, 'artifacts' | 'budget' | 'freeBytes'> & Readonly<{
  refuse: (kind: string, detail: string) => void;
  logOnce: (line: string) => void;
  stop: AbortSignal;
}>;

/** Fetches all that a release needs here, one after the other. Rejects when the disk does not take it. */
export class ReleaseFetcher {
  private damaged = { sha256: '', times: 0 };

  constructor(private readonly parts: ReleaseFetcherParts) {}

  /** How much is here of all of it together. */
  async heldBytes(release: WantedRelease): Promise<number> {
    const held = await Promise.all(wantedOf(release).map((artifact) => this.parts.artifacts.heldBytes(artifact)));
    return held.reduce((sum, bytes) => sum + bytes, 0);
  }

  /** `mayGoOn` is asked before each piece. */
  async fetch(release: WantedRelease, link: CentreLink, mayGoOn: () => boolean): Promise<'whole' | 'noRoom' | 'notYet'> {
    const { artifacts, freeBytes } = this.parts;
    for (const artifact of wantedOf(release)) {
      if (!(await artifacts.has(artifact)) && (await freeBytes()) < artifact.sizeBytes * 2) return 'noRoom';
      if (!(await this.fetchOne(artifact, link, mayGoOn))) return 'notYet';
    }
    return 'whole';
  }

  /** Whether it is here now. */
  private async fetchOne(artifact: Artifact, link: CentreLink, mayGoOn: () => boolean): Promise<boolean> {
    const { artifacts, budget, stop, refuse } = this.parts;
    if (this.damaged.sha256 === artifact.sha256 && this.damaged.times >= DAMAGED_AT_MOST) return false;
    const end = await fetchArtifact(artifact, { link, folder: artifacts, budget, mayGoOn, stop });
    if (!end.ok) this.tellWhyNot(artifact, end.failure.kind);
    else if (end.value === 'damaged') {
      this.damaged = { sha256: artifact.sha256, times: this.damaged.sha256 === artifact.sha256 ? this.damaged.times + 1 : 1 };
      refuse('artifactTampered', `the bytes of ${artifact.fileName} are not those that were signed (${this.damaged.times})`);
    }
    return end.ok && end.value === 'whole';
  }

  /** A cut is no refusal, and the desk tells of its link anyway. */
  private tellWhyNot({ fileName }: Artifact, kind: FailureKind): void {
    if (!isOfTheLink(kind)) this.parts.refuse('notFetched', `${fileName}: ${kind}`);
    else if (kind !== 'unreachable') this.parts.logOnce(`the centre does not give ${fileName} now: ${kind}`);
  }
}
