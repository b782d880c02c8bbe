import rateLimit from '@fastify/rate-limit';
import sse from '@fastify/sse';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { NEWS_HEARTBEAT_MS } from '../../shared/protocol/news';
import { ACCEPTED_VERSIONS, ACCEPTS_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION, rangeText } from '../../shared/protocol/version';
import type { Centre } from '../centre';
import { failed } from '../result';
import { adminRoutes } from './admin-routes';
import { askedVersion } from './asked-version';
import { deskRoutes } from './desk-routes';
import { documentRoutes } from './document-routes';
import { handleError, sendFailure } from './failure-reply';
import { formRoutes } from './form-routes';
import { importRoutes } from './import-routes';
import { openRoutes } from './open-routes';
import { projectRoutes } from './project-routes';
import { releaseRoutes } from './release-routes';
import { requestLimits } from './request-limits';
import { resultRoutes } from './result-routes';
import { syncRoutes } from './sync-routes';
import type { TypedRoutes } from './typed-routes';
import { updateRoutes } from './update-routes';
import { adminOnly } from './who-asks';

export type AppOptions = Readonly<{
  /** Requests that one desk may make in a minute, documents and sign-ons apart; 0 for any number of all. */
  rateLimitPerMin: number;
  /** Where warnings and broken invariants are written; nowhere when null. */
  log: NodeJS.WritableStream | null;
}>;

/** The centre's HTTP interface. It listens to nothing yet. */
export async function buildApp(centre: Centre, options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.log === null ? false : { level: 'warn', stream: options.log },
    forceCloseConnections: true,
    // A poisoned mutation is stored whole and refused; it must not keep its push from being read.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    // What the router itself cannot read never gets as far as the error handler.
    frameworkErrors: (_error, _request, reply) => void sendFailure(reply, failed('badRequest', 'The address cannot be read.').failure),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(async (_request, reply) => sendFailure(reply, failed('notFound', 'There is no such route.').failure));
  app.decorateRequest('desk', null);
  app.decorateRequest('protocolVersion', PROTOCOL_VERSION);
  app.addHook('onRequest', async (request, reply) => {
    void reply.header(PROTOCOL_HEADER, PROTOCOL_VERSION).header(ACCEPTS_HEADER, rangeText(ACCEPTED_VERSIONS));
    request.protocolVersion = askedVersion(request);
  });
  await registerPlugins(app, centre);
  await app.register(async (routes) => addRoutes(routes, centre, options));
  await app.ready();
  return app;
}

async function registerPlugins(app: FastifyInstance, centre: Centre): Promise<void> {
  await app.register(rateLimit, { global: false });
  await app.register(sse, { heartbeatInterval: NEWS_HEARTBEAT_MS });
  await app.register(swagger, {
    openapi: {
      info: { title: 'Keyroom centre', version: centre.version },
      components: {
        securitySchemes: {
          desk: { type: 'http', scheme: 'bearer', description: 'A desk’s token of minutes' },
          admin: { type: 'http', scheme: 'bearer', description: 'The admin token of the data folder' },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
}

async function addRoutes(app: FastifyInstance, centre: Centre, options: AppOptions): Promise<void> {
  const limits = requestLimits(app, options.rateLimitPerMin);
  openRoutes(app.withTypeProvider(), centre);
  await app.register(async (desks) => {
    // After `onRequest`, where the desk is known, and before a body is read.
    desks.addHook('preParsing', async (request) => limits.ofRoute(request));
    const desksTyped = desks.withTypeProvider() as TypedRoutes;
    deskRoutes(desksTyped, centre, limits);
    syncRoutes(desksTyped, centre);
    documentRoutes(desksTyped, centre);
    updateRoutes(desksTyped, centre);
  });
  await app.register(async (admin) => {
    admin.addHook('onRequest', adminOnly(centre));
    const adminTyped = admin.withTypeProvider() as TypedRoutes;
    adminRoutes(adminTyped, centre);
    formRoutes(adminTyped, centre);
    importRoutes(adminTyped, centre);
    projectRoutes(adminTyped, centre);
    releaseRoutes(adminTyped, centre);
    resultRoutes(adminTyped, centre);
  });
}
