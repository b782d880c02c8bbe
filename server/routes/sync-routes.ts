import { failureSchema } from '../../shared/protocol/failure';
import { newsSchema } from '../../shared/protocol/news';
import { openKeptRequestSchema, openKeptResponseSchema } from '../../shared/protocol/open-kept';
import { pullHeadSchema, pullRequestSchema } from '../../shared/protocol/pull';
import { PUSH_MAX_BYTES, pushRequestSchema, pushResponseSchema } from '../../shared/protocol/push';
import type { Centre } from '../centre';
import type { Grown } from '../news/news';
import { openKept } from '../work/open-kept';
import { takePull } from '../work/take-pull';
import { takePush } from '../work/take-push';
import { answer, type TypedRoutes } from './typed-routes';
import { activeDeskOnly, askingDesk, deskOnly } from './who-asks';

const security = [{ desk: [] }];

/** Push, pull and news: how a desk's work gets to the centre and the centre's rows to the desk; and what a lead is shown of kept entries. */
export function syncRoutes(app: TypedRoutes, centre: Centre): void {
  app.post('/v1/push', {
    onRequest: deskOnly(centre),
    bodyLimit: PUSH_MAX_BYTES,
    schema: {
      summary: 'Takes mutations of one stream, any number of times', body: pushRequestSchema, security,
      response: { 200: pushResponseSchema, default: failureSchema },
    },
  }, async (request) => takePush(centre, askingDesk(request), request.body));

  app.post('/v1/pull', {
    onRequest: activeDeskOnly(centre),
    schema: {
      summary: 'One snapshot of everything the desk follows: a head, then rows, one a line', body: pullRequestSchema, security,
      produces: ['application/x-ndjson'],
      response: { 200: { content: { 'application/x-ndjson': { schema: pullHeadSchema } } }, default: failureSchema },
    },
  }, async (request, reply) => {
    const lines = await takePull(centre, askingDesk(request), request.body, request.protocolVersion);
    return reply.type('application/x-ndjson').serializer((text: string) => text).send(lines as never);
  });

  app.post('/v1/kept-entries/open', {
    onRequest: activeDeskOnly(centre),
    schema: {
      summary: 'A kept entry beside the winner, sealed anew to the desk of a lead who signed on there', body: openKeptRequestSchema, security,
      response: { 200: openKeptResponseSchema, default: failureSchema },
    },
  }, async (request) => answer(await openKept(centre, askingDesk(request), request.body)));

  app.get('/v1/news', {
    onRequest: activeDeskOnly(centre),
    sse: 'only',
    schema: {
      summary: 'Server-sent events: one when the site’s feed has grown', security,
      response: { 200: { content: { 'text/event-stream': { schema: newsSchema } } }, default: failureSchema },
    },
  }, async (request, reply) => {
    const { siteId } = askingDesk(request);
    const feedId = await centre.store.work.feedId();
    const send = async (grown: Grown): Promise<void> => {
      if (reply.sse.isConnected) await reply.sse.send({ event: 'news', data: { feedId, ...grown } });
    };
    reply.sse.keepAlive();
    const unsubscribe = centre.news.subscribe(siteId, (grown) => void send(grown).catch(() => undefined));
    reply.sse.onClose(unsubscribe);
    await send({ pos: await centre.store.work.feedHead(siteId) });
  });
}

