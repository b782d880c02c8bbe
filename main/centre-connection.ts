import type { Clock, Draws } from './clock';
import type { DocumentCache } from './documents/document-cache';
import { DocumentFetcher } from './documents/document-fetcher';
import type { Enrolment } from './security/enrolment';
import type { Roster } from './security/roster';
import { CentreLink, type Fetch } from './sync/centre-link';
import type { CaptureClock } from './sync/capture-clock';
import type { Inbox } from './sync/inbox';
import type { Journal } from './sync/journal';
import { SyncLoop } from './sync/sync-loop';
import type { BandwidthBudget } from './updates/bandwidth-budget';

export type ConnectionParts = Readonly<{
  enrolment: Enrolment;
  journal: Journal;
  inbox: Inbox;
  cache: DocumentCache;
  roster: Roster;
  capture: CaptureClock;
  fetch: Fetch;
  clock: Clock;
  draws: Draws;
  /** What fetching ahead may take of the link. */
  budget: BandwidthBudget;
  /** Whether the disk has room to spare for documents that nobody waits for. */
  mayFetchAhead: () => boolean;
  onChange: () => void;
  /** Where broken invariants go. */
  onBroken: (error: unknown) => void;
}>;

/** An enrolled desk's exchange with its centre: the link, the sync and the documents that follow from it. */
export class CentreConnection {
  readonly link: CentreLink;
  readonly sync: SyncLoop;
  readonly fetcher: DocumentFetcher;

  constructor(parts: ConnectionParts) {
    const { enrolment, inbox, roster, clock } = parts;
    const identity = { serverUrl: enrolment.serverUrl, deskId: enrolment.place.deskId, signKey: enrolment.signKey };
    this.link = new CentreLink(identity, parts.fetch, clock);
    this.fetcher = new DocumentFetcher({ ...parts, link: this.link, mentioned: () => inbox.documents });
    this.sync = new SyncLoop({
      ...parts,
      link: this.link,
      operatorIds: () => roster.operatorIds,
      followsFloor: () => roster.hasLead,
      onChange: () => {
        parts.capture.contact = this.link.contact ?? parts.capture.contact;
        if (this.sync.state.link === 'online') void this.fetcher.fetchAhead();
        parts.onChange();
      },
    });
  }

  start(): void {
    void this.sync.syncNow();
  }

  /** Waits for the disk at most, never for the network. */
  async stop(): Promise<void> {
    await Promise.all([this.fetcher.stop(), this.sync.stop()]);
  }
}
