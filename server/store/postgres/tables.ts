import type { ColumnType } from 'kysely';
import type { Batch } from '../../../shared/domain/batch';
import type { Shift } from '../../../shared/domain/floor/shift';
import type { Item } from '../../../shared/domain/item';
import type { Role } from '../../../shared/domain/operator';
import type { Policy, RiskClass } from '../../../shared/domain/policy';
import type { Outcome } from '../../../shared/domain/outcome';
import type { Session } from '../../../shared/domain/session';
import type { CodeList } from '../../../shared/forms/code-list';
import type { StoredForm } from '../../../shared/forms/form';
import type { ImportRequest } from '../../../shared/protocol/admin';
import type { PublicKey } from '../../../shared/seals/sealed-key';
import type { Ring } from '../../../shared/updates/ring';
import type { PublishPlan, StagedPage } from '../delivery-rows';
import type { DeskReportRow, NamedRing } from '../release-rows';
import type { LedgerRow, StandingState } from '../rows';

/** A jsonb column: read as the value, written as its text. */
type Json<T> = ColumnType<T, string, string>;
/** A column that the database fills in. */
type Made<T> = ColumnType<T, T | undefined, T>;

/** The tables as `migrations.ts` makes them. Instants are ISO text on both sides; see `postgres-pool.ts`. */
export type Tables = Readonly<{
  centre: { feedId: string };
  site: { id: string; name: string; head: Made<number>; ledgerHead: Made<number> };
  siteKey: { kid: string; siteId: string; publicKey: Json<PublicKey>; wrappedPrivate: string; addedAt: Made<string> };
  operator: { id: string; siteId: string; login: string; name: string; role: Role; state: StandingState; pinHash: string; skills: Json<string[]> | null; clearedFor: Made<RiskClass> };
  desk: { id: string; siteId: string; name: string; state: StandingState; signKey: Json<PublicKey>; sealKey: Json<PublicKey>; enrolledAt: Made<string> };
  enrolmentCode: { mac: string; siteId: string; validUntil: string; deskId: string | null };
  wrongPin: { deskId: string; login: string; wrong: number; lockedUntil: string | null };
  signOn: { deskId: string; operatorId: string; at: string };
  form: { hash: string; workType: string; form: Json<StoredForm>; place: Made<number>; shipped: boolean };
  codeList: { hash: string; list: Json<CodeList> };
  client: { id: string; name: string };
  project: { id: string; clientId: string; name: string; workType: string; policy: Json<Policy> };
  batch: { id: string; projectId: string; siteId: string; name: string; digest: string; row: Json<Batch>; addedAt: Made<string> };
  delivery: { id: string; siteId: string; state: 'staged' | 'publishing' | 'published'; request: Json<ImportRequest>; sourceKeyForCentre: string; sourceKeyForSite: string; plan: Json<PublishPlan> | null; addedAt: Made<string> };
  stagedPage: { deliveryId: string; plainSha256: string; page: Json<StagedPage> };
  item: { id: string; siteId: string; batchId: string; position: number; row: Json<Item> };
  shiftPlan: { operatorId: string; row: Json<readonly Shift[]> };
  session: { siteId: string; id: string; row: Json<Session> };
  release: { version: string; signed: string; addedAt: string; haltedAt: string | null; haltedWhy: string | null };
  promotion: { version: string; site: string; ring: Ring; at: string };
  deskReport: { deskId: string; version: string; since: string; heardAt: string; told: Json<Pick<DeskReportRow, 'build' | 'unsettledCount' | 'outcome' | 'failedVersions'>> };
  deskRing: { deskId: string; ring: NamedRing };
  linkBudget: { siteId: string; bytesPerS: number | null };
  ledger: {
    siteId: string; pos: number; mutationId: string; streamId: string | null; seq: number | null; kind: string;
    itemId: string | null; operatorId: string | null; deskId: string | null; envelope: Json<NonNullable<LedgerRow['envelope']>> | null;
    hash: string; outcome: Json<Outcome>; receivedAt: string; raw: string;
  };
  stream: { id: string; siteId: string; deskId: string; nextSeq: number };
  streamPlace: { streamId: string; seq: number; mutationId: string; hash: string; outcome: Json<Outcome> };
  feedRow: { siteId: string; scope: string; kind: string; key: string; pos: number; gone: boolean; body: string };
  document: { siteId: string; hash: string; sizeBytes: number };
  revision: { batchId: string; number: number; digest: string; madeAt: string };
}>;
