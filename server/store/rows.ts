import type { Batch, Client, Project } from '../../shared/domain/batch';
import type { CentreMutation } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import type { Envelope } from '../../shared/domain/mutation';
import type { Operator } from '../../shared/domain/operator';
import type { Outcome } from '../../shared/domain/outcome';
import type { CodeList } from '../../shared/forms/code-list';
import type { StoredForm } from '../../shared/forms/form';
import type { FeedRow } from '../../shared/protocol/pull';
import type { PublicKey } from '../../shared/seals/sealed-key';

export type SiteRow = Readonly<{ id: string; name: string }>;

/** A site's key pair; the private half only wrapped to the centre's seal key. */
export type SiteKeyRow = Readonly<{ siteId: string; publicKey: PublicKey; wrappedPrivate: string }>;

export type StandingState = 'active' | 'revoked';

export type DeskRow = Readonly<{
  id: string;
  siteId: string;
  name: string;
  state: StandingState;
  signKey: PublicKey;
  sealKey: PublicKey;
}>;

export type OperatorWithPin = Readonly<{ operator: Operator; pinHash: string }>;

/** Tries for one login at one desk, since the last right PIN. */
export type SignOnTries = Readonly<{ wrong: number; lockedUntilUtc: string | null }>;

/** Whether a try may have its PIN looked at, and from then on until when the login is locked. */
export type CountedTry = Readonly<{ counted: true; lockedUntilUtc: string | null }> | Readonly<{ counted: false; lockedUntilUtc: string }>;

export type EnrolmentCodeRow = Readonly<{ mac: string; siteId: string; validUntilUtc: string }>;

/** `form` is of any version ever shipped. */
export type FormRow = Readonly<{ hash: string; form: StoredForm }>;

export type CodeListRow = Readonly<{ hash: string; list: CodeList }>;

/** One mutation as it was decided: append-only, the truth that item rows follow from. */
export type LedgerRow = Readonly<{
  mutationId: string;
  /** Null for the centre's own mutations. */
  streamId: string | null;
  seq: number | null;
  kind: string;
  itemId: string | null;
  operatorId: string | null;
  deskId: string | null;
  /** The readable part; null when the mutation could not be read. */
  envelope: Envelope | CentreMutation | null;
  hash: string;
  outcome: Outcome;
  receivedAtUtc: string;
  /** The whole mutation as it came, as JSON text. */
  raw: string;
}>;

export type StoredLedgerRow = LedgerRow & Readonly<{ siteId: string; pos: number }>;

/** A stream belongs to the desk that first used it. */
export type StreamRow = Readonly<{ id: string; deskId: string; nextSeq: number }>;

/** Which mutation took a place in a stream, and what it was answered. */
export type PlaceRow = Readonly<{ streamId: string; seq: number; mutationId: string; hash: string; outcome: Outcome }>;

type WithoutPos<Row> = Row extends unknown ? Omit<Row, 'pos'> : never;

/** A row of the feed before its site's counter has given it a number. */
export type FeedChange = Readonly<WithoutPos<FeedRow>>;

/** A sealed page that was put into the document store for a site. */
export type DocumentRow = Readonly<{ hash: string; siteId: string; sizeBytes: number }>;

export type BatchRow = Readonly<{ batch: Batch; client: Client; project: Project }>;

export type ProjectRow = Readonly<{ client: Client; project: Project }>;

export type BatchCounts = Readonly<{ items: number; done: number; kept: number }>;

/** A batch as one export has it. */
export type RevisedBatch = Readonly<{ revision: number; items: readonly Item[] }>;

/** `unattributed` of those refused are of no operator that their site knows: nobody gets a notice of them. */
export type MutationCounts = Readonly<{ accepted: number; kept: number; refused: number; forked: number; unattributed: number }>;
