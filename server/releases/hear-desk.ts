import type { UpdateOutcome, UpdateRequest, UpdateResponse } from '../../shared/protocol/update';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import type { DeskRow } from '../store/rows';
import { dueRelease } from './due-release';
import { areHere } from './missing-artifacts';
import { ringOf } from './ring-of';

/** Half a megabyte a second leaves a shared office line to those who work. */
export const USUAL_BUDGET_BYTES_PER_S = 512 * 1024;

/** Writes down what a desk tells of itself, halts a release that did not prove itself there, and says what is due. */
export async function hearDesk(centre: Centre, desk: DeskRow, told: UpdateRequest): Promise<UpdateResponse> {
  const { releases, accounts } = centre.store;
  const report = { ...told, deskId: desk.id, heardAtUtc: nowUtc(centre.clock) };
  const [desks, named, budget] = await Promise.all([accounts.desks(desk.siteId), releases.deskRings(), releases.budget(desk.siteId)]);
  const reports = await releases.reports(desks.map(({ id }) => id));
  const byDesk = new Map(reports.map((each) => [each.deskId, each]));
  // What is written down has been acted on: a centre that ends in between acts on it when it is told again.
  await haltOnTrouble(centre, desk, told.outcome, byDesk.get(desk.id)?.outcome ?? null);
  await releases.report(report);
  const nowMs = centre.clock.nowMs();
  const ring = ringOf(desk.id, { desks, named, nowMs, reports: byDesk.set(desk.id, report) });
  const { build, version, failedVersions } = told;
  const asking = build === null ? null : { siteId: desk.siteId, ring, version, build, failedVersions, nowMs };
  const all = await releases.releases();
  const due = asking === null ? null : dueRelease(asking, all, await releases.promotions());
  const running = due === null ? null : (all.find((each) => each.version === version)?.signed ?? null);
  const canGoBack = running !== null && (await areHere(centre.artifacts, running));
  return { ring, running: canGoBack ? running : null, due: due?.signed ?? null, budgetBytesPerS: budget === undefined ? USUAL_BUDGET_BYTES_PER_S : budget };
}

/**
 * One desk is enough: better a good release that waits than a bad one on every desk. Whoever lets it go out again has heard of
 * what was told until then; a desk tells it until its next update, and its clock may be wrong.
 */
async function haltOnTrouble({ store, clock }: Centre, desk: DeskRow, outcome: UpdateOutcome | null, toldBefore: UpdateOutcome | null): Promise<void> {
  if (outcome === null || outcome.rolledBackFor === null) return;
  if (outcome.version === toldBefore?.version && outcome.atUtc === toldBefore.atUtc && outcome.rolledBackFor === toldBefore.rolledBackFor) return;
  const site = await store.accounts.site(desk.siteId);
  await store.releases.setHalted(outcome.version, { atUtc: nowUtc(clock), why: `${desk.name} at ${site?.name ?? desk.siteId} went back: ${outcome.rolledBackFor}` });
}
