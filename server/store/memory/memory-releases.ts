import type { DeskReportRow, NamedRing, PromotionRow, ReleaseRow, ReleaseStore } from '../release-rows';

/** Releases in memory. */
export class MemoryReleases implements ReleaseStore {
  readonly #releases = new Map<string, ReleaseRow>();
  readonly #promotions = new Map<string, PromotionRow>();
  readonly #reports = new Map<string, DeskReportRow>();
  readonly #rings = new Map<string, NamedRing>();
  readonly #budgets = new Map<string, number | null>();

  async addRelease(release: Omit<ReleaseRow, 'halted'>): Promise<'added' | 'exists'> {
    if (this.#releases.has(release.version)) return 'exists';
    this.#releases.set(release.version, { ...release, halted: null });
    return 'added';
  }

  async releases(): Promise<readonly ReleaseRow[]> {
    return [...this.#releases.values()];
  }

  async setHalted(version: string, halted: ReleaseRow['halted']): Promise<void> {
    const release = this.#releases.get(version);
    if (release !== undefined && (halted === null || release.halted === null)) this.#releases.set(version, { ...release, halted });
  }

  async setHaltedWhy(version: string, why: string): Promise<void> {
    const release = this.#releases.get(version);
    if (release !== undefined && release.halted !== null) this.#releases.set(version, { ...release, halted: { ...release.halted, why } });
  }

  async promote(promotion: PromotionRow): Promise<void> {
    this.#promotions.set(`${promotion.version}|${promotion.siteId ?? ''}`, promotion);
  }

  async promotions(): Promise<readonly PromotionRow[]> {
    return [...this.#promotions.values()];
  }

  async report(report: DeskReportRow): Promise<void> {
    this.#reports.set(report.deskId, report);
  }

  async reports(deskIds?: readonly string[]): Promise<readonly DeskReportRow[]> {
    return [...this.#reports.values()].filter(({ deskId }) => deskIds?.includes(deskId) ?? true);
  }

  async setDeskRing(deskId: string, ring: NamedRing | null): Promise<void> {
    if (ring === null) this.#rings.delete(deskId);
    else this.#rings.set(deskId, ring);
  }

  async deskRings(): Promise<ReadonlyMap<string, NamedRing>> {
    return new Map(this.#rings);
  }

  async setBudget(siteId: string, bytesPerS: number | null): Promise<void> {
    this.#budgets.set(siteId, bytesPerS);
  }

  async budget(siteId: string): Promise<number | null | undefined> {
    return this.#budgets.get(siteId);
  }
}
