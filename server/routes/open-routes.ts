import { z } from 'zod';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import type { Centre } from '../centre';
import type { TypedRoutes } from './typed-routes';

const aliveSchema = z.object({ version: z.string(), protocol: z.int() });

/** What anybody may ask. */
export function openRoutes(app: TypedRoutes, centre: Centre): void {
  app.get('/v1/alive', {
    schema: { summary: 'Whether a centre answers here', response: { 200: aliveSchema } },
  }, async () => ({ version: centre.version, protocol: PROTOCOL_VERSION }));

  app.get('/v1/openapi.json', { schema: { summary: 'This description', response: { 200: z.looseObject({ openapi: z.string() }) } } },
    async () => ({ openapi: '3.0.3', ...app.swagger() }));
}
