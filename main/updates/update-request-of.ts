import type { UpdateRequest } from '../../shared/protocol/update';
import type { UpdaterParts } from './updater-parts';

/** What a desk tells the centre of itself when it asks what is due. */
export function updateRequestOf({ version, build, file, desk, clock }: Pick<UpdaterParts, 'version' | 'build' | 'file' | 'desk' | 'clock'>): UpdateRequest {
  const { running, outcome, failedVersions } = file.record;
  return {
    version, build, outcome, failedVersions: [...failedVersions], unsettledCount: desk.status().unsettledCount,
    sinceUtc: running?.version === version ? running.sinceUtc : new Date(clock.wallMs()).toISOString(),
  };
}
