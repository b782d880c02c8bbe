import { z } from 'zod';
import { sha256Schema } from '../../shared/domain/primitives';
import { DOCUMENT_MEDIA_TYPE } from '../../shared/protocol/document';
import { failureSchema } from '../../shared/protocol/failure';
import type { Centre } from '../centre';
import { failed } from '../result';
import { RequestRefused } from './failure-reply';
import type { TypedRoutes } from './typed-routes';
import { activeDeskOnly, askingDesk } from './who-asks';

const bytes = { content: { [DOCUMENT_MEDIA_TYPE]: { schema: z.string() } } };

/** Sealed pages, to desks of the site that they belong to. */
export function documentRoutes(app: TypedRoutes, centre: Centre): void {
  app.get('/v1/documents/:hash', {
    onRequest: activeDeskOnly(centre),
    config: { limit: 'documents' },
    schema: {
      summary: 'The sealed bytes of a page, from where a broken transfer stopped', security: [{ desk: [] }],
      params: z.object({ hash: sha256Schema }),
      headers: z.object({ range: z.string().optional() }),
      response: { 200: bytes, 206: bytes, default: failureSchema },
    },
  }, async (request, reply) => {
    const { hash } = request.params;
    const document = await centre.store.work.document(askingDesk(request).siteId, hash);
    if (document === null) throw notFound();
    const { sizeBytes } = document;
    const start = startOf(request.headers.range, sizeBytes);
    const stream = await centre.documents.open(hash, start);
    if (stream === null) throw notFound();
    void reply.type(DOCUMENT_MEDIA_TYPE).header('accept-ranges', 'bytes').header('content-length', sizeBytes - start);
    if (start > 0) void reply.code(206).header('content-range', `bytes ${start}-${sizeBytes - 1}/${sizeBytes}`);
    return reply.send(stream as never);
  });
}

/** Only `bytes=N-` is understood; another range is answered with the whole, as HTTP allows. */
function startOf(range: string | undefined, sizeBytes: number): number {
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (start < sizeBytes) return start;
  throw new RequestRefused(failed('badRequest', `The document ends before byte ${start}.`).failure);
}

function notFound(): RequestRefused {
  return new RequestRefused(failed('notFound', 'This site has no such document.').failure);
}
