import { z } from 'zod';
import { sha256Schema } from '../../shared/domain/primitives';
import { failureSchema } from '../../shared/protocol/failure';
import { ARTIFACT_MEDIA_TYPE, PIECE_BYTES, updateRequestSchema, updateResponseSchema } from '../../shared/protocol/update';
import type { Centre } from '../centre';
import { hearDesk } from '../releases/hear-desk';
import { failed } from '../result';
import { RequestRefused } from './failure-reply';
import type { TypedRoutes } from './typed-routes';
import { activeDeskOnly, askingDesk } from './who-asks';

const security = [{ desk: [] }];

/** What a desk runs, what is due there, and its bytes. */
export function updateRoutes(app: TypedRoutes, centre: Centre): void {
  app.post('/v1/update', {
    onRequest: activeDeskOnly(centre),
    schema: { summary: 'Tells what the desk runs; what is due there', body: updateRequestSchema, security, response: { 200: updateResponseSchema, default: failureSchema } },
  }, async (request) => hearDesk(centre, askingDesk(request), request.body));

  app.get('/v1/releases/:sha256', {
    onRequest: activeDeskOnly(centre),
    config: { limit: 'documents' },
    schema: {
      summary: 'A piece of an artifact', security, params: z.object({ sha256: sha256Schema }), headers: z.object({ range: z.string().optional() }),
      response: { 206: { content: { [ARTIFACT_MEDIA_TYPE]: { schema: z.string() } } }, default: failureSchema },
    },
  }, async (request, reply) => {
    const { sha256 } = request.params;
    const sizeBytes = await centre.artifacts.sizeBytes(sha256);
    if (sizeBytes === null) throw notFound();
    const { start, end } = pieceOf(request.headers.range, sizeBytes);
    const stream = await centre.artifacts.open(sha256, start, end);
    if (stream === null) throw notFound();
    void reply.code(206).type(ARTIFACT_MEDIA_TYPE).header('content-length', end - start + 1).header('content-range', `bytes ${start}-${end}/${sizeBytes}`);
    return reply.send(stream as never);
  });
}

/** Only `bytes=N-M` is understood; what is asked for beyond a piece or the end is left out. */
function pieceOf(range: string | undefined, sizeBytes: number): Readonly<{ start: number; end: number }> {
  const [, from, to] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range ?? '') ?? [];
  const start = Number(from ?? 0);
  if (start >= sizeBytes || (to !== undefined && Number(to) < start)) throw new RequestRefused(failed('badRequest', `The artifact has ${sizeBytes} bytes.`).failure);
  return { start, end: Math.min(to === undefined ? sizeBytes : Number(to), start + PIECE_BYTES - 1, sizeBytes - 1) };
}

function notFound(): RequestRefused {
  return new RequestRefused(failed('notFound', 'There is no such artifact.').failure);
}
