import type { Readable } from 'node:stream';
import { z } from 'zod';
import { sha256Schema } from '../../shared/domain/primitives';
import {
  addedReleaseSchema, addReleaseSchema, deskRingResponseSchema, deskRingSchema, haltedReleaseSchema, haltReleaseSchema, heldArtifactSchema,
  linkBudgetResponseSchema, linkBudgetSchema, promotedReleaseSchema, promoteReleaseSchema, releasesSchema, removedReleaseSchema, removeReleaseSchema, siteDesksSchema,
} from '../../shared/protocol/admin-releases';
import { failureSchema } from '../../shared/protocol/failure';
import { ARTIFACT_MEDIA_TYPE } from '../../shared/protocol/update';
import { MAX_ARTIFACT_BYTES } from '../../shared/updates/manifest';
import { siteNamed } from '../accounts/find-site';
import type { Centre } from '../centre';
import { addRelease, haltRelease, promoteRelease, releaseStandings } from '../releases/promote-release';
import { putIntoRing } from '../releases/put-into-ring';
import { removeRelease } from '../releases/remove-release';
import { siteDesks } from '../releases/site-desks';
import { done, failed } from '../result';
import { RequestRefused } from './failure-reply';
import { answer, type TypedRoutes } from './typed-routes';

const security = [{ admin: [] }];

/** Releases, rings and what desks run, for the command line. */
export function releaseRoutes(app: TypedRoutes, centre: Centre): void {
  void app.register(async (artifacts) => artifactRoutes(artifacts.withTypeProvider(), centre));

  app.post('/v1/admin/releases', {
    schema: { summary: 'Adds a release whose artifacts are here', body: addReleaseSchema, security, response: { 200: addedReleaseSchema, default: failureSchema } },
  }, async ({ body }) => answer(await addRelease(centre, body.signed)));

  app.get('/v1/admin/releases', {
    schema: { summary: 'Releases and where they are due', security, response: { 200: releasesSchema, default: failureSchema } },
  }, async () => ({ releases: [...(await releaseStandings(centre))] }));

  app.put('/v1/admin/releases/promote', {
    schema: { summary: 'Makes a release due in a ring', body: promoteReleaseSchema, security, response: { 200: promotedReleaseSchema, default: failureSchema } },
  }, async ({ body }) => answer(await promoteRelease(centre, body)));

  app.put('/v1/admin/releases/halt', {
    schema: { summary: 'Stops a release everywhere', body: haltReleaseSchema, security, response: { 200: haltedReleaseSchema, default: failureSchema } },
  }, async ({ body }) => answer(await haltRelease(centre, body.version, body.why)));

  app.put('/v1/admin/releases/remove', {
    schema: { summary: 'Removes the artifacts of a release that nobody needs', body: removeReleaseSchema, security, response: { 200: removedReleaseSchema, default: failureSchema } },
  }, async ({ body }) => answer(await removeRelease(centre, body.version)));

  app.get('/v1/admin/site-desks', {
    schema: { summary: 'Which desk runs what', security, response: { 200: siteDesksSchema, default: failureSchema } },
  }, async () => ({ desks: [...(await siteDesks(centre))] }));

  app.put('/v1/admin/desks/ring', {
    schema: { summary: 'Puts a desk into a ring by name', body: deskRingSchema, security, response: { 200: deskRingResponseSchema, default: failureSchema } },
  }, async ({ body }) => answer(await putIntoRing(centre, body)));

  app.put('/v1/admin/sites/budget', {
    schema: { summary: 'Says what fetching ahead may take of a desk’s link', body: linkBudgetSchema, security, response: { 200: linkBudgetResponseSchema, default: failureSchema } },
  }, async ({ body }) => {
    const site = answer(await siteNamed(centre, body.site));
    await centre.store.releases.setBudget(site.id, body.bytesPerS);
    return answer(done({ siteId: site.id }));
  });
}

/** In a scope of their own: an artifact is taken as it comes, where a page is taken whole. */
function artifactRoutes(app: TypedRoutes, centre: Centre): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(ARTIFACT_MEDIA_TYPE, (_request, body, next) => next(null, body));
  const params = z.object({ sha256: sha256Schema });

  app.get('/v1/admin/releases/artifacts/:sha256', {
    schema: { summary: 'Whether an artifact is here', params, security, response: { 200: heldArtifactSchema, default: failureSchema } },
  }, async ({ params: { sha256 } }) => ({ isHere: (await centre.artifacts.sizeBytes(sha256)) !== null }));

  app.put('/v1/admin/releases/artifacts/:sha256', {
    bodyLimit: MAX_ARTIFACT_BYTES,
    schema: { summary: 'Sends an artifact', consumes: [ARTIFACT_MEDIA_TYPE], params, security, response: { 200: heldArtifactSchema, default: failureSchema } },
  }, async ({ params: { sha256 }, body }) => {
    if (await centre.artifacts.put(sha256, body as Readable)) return { isHere: true };
    throw new RequestRefused(failed('badRequest', 'The bytes are not those that their hash says.').failure);
  });
}
