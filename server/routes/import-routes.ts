import { z } from 'zod';
import { importedSchema, importRequestSchema, importStartedSchema, stagedPageResponseSchema } from '../../shared/protocol/admin';
import { idSchema, sha256Schema } from '../../shared/domain/primitives';
import { DOCUMENT_MAX_BYTES, DOCUMENT_MEDIA_TYPE } from '../../shared/protocol/document';
import { failureSchema } from '../../shared/protocol/failure';
import type { Centre } from '../centre';
import { publishImport } from '../imports/publish-import';
import { stagePage } from '../imports/stage-page';
import { startImport } from '../imports/start-import';
import { failed } from '../result';
import { RequestRefused } from './failure-reply';
import { answer, type TypedRoutes } from './typed-routes';

const security = [{ admin: [] }];
/** A description of 20,000 items of several pages. */
const DESCRIPTION_MAX_BYTES = 64 * 1024 * 1024;

/** Deliveries: described, staged page by page, then published. */
export function importRoutes(app: TypedRoutes, centre: Centre): void {
  app.addContentTypeParser(DOCUMENT_MEDIA_TYPE, { parseAs: 'buffer' }, (_request, body, next) => next(null, body));

  app.post('/v1/admin/imports', {
    bodyLimit: DESCRIPTION_MAX_BYTES,
    schema: { summary: 'Describes a delivery', body: importRequestSchema, security, response: { 200: importStartedSchema, default: failureSchema } },
  }, async ({ body }) => answer(await startImport(centre, body)));

  app.put('/v1/admin/imports/:id/pages/:sha256', {
    bodyLimit: DOCUMENT_MAX_BYTES,
    schema: {
      summary: 'Sends one page’s bytes; they are sealed at once', consumes: [DOCUMENT_MEDIA_TYPE], security,
      params: z.object({ id: idSchema, sha256: sha256Schema }), response: { 200: stagedPageResponseSchema, default: failureSchema },
    },
  }, async ({ params, body }) => answer(await stagePage(centre, params.id, params.sha256, bytesOf(body))));

  app.post('/v1/admin/imports/:id/publish', {
    schema: {
      summary: 'Publishes a staged delivery; may be asked again', params: z.object({ id: idSchema }), security,
      response: { 200: importedSchema, default: failureSchema },
    },
  }, async ({ params }) => answer(await publishImport(centre, params.id)));
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (Buffer.isBuffer(body)) return new Uint8Array(body);
  throw new RequestRefused(failed('badRequest', `A page is sent as ${DOCUMENT_MEDIA_TYPE}.`).failure);
}
