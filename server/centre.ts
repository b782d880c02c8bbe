import type { Clock, MintId } from './clock';
import type { DocumentStore } from './documents/document-store';
import type { News } from './news/news';
import type { ArtifactStore } from './releases/artifact-store';
import type { CentreKeys } from './security/centre-keys';
import type { DeskTokens } from './security/desk-tokens';
import type { PinHasher } from './security/pin-hasher';
import type { Store } from './store/store';
import type { PlannedForms } from './work/planned-forms';

/** Everything that a request is answered with. */
export type Centre = Readonly<{
  store: Store;
  forms: PlannedForms;
  documents: DocumentStore;
  /** Artifacts of releases. */
  artifacts: ArtifactStore;
  news: News;
  keys: CentreKeys;
  tokens: DeskTokens;
  pins: PinHasher;
  clock: Clock;
  mintId: MintId;
  version: string;
}>;
