import { z } from 'zod';
import { storableTextSchema } from '../../shared/domain/primitives';
import { checkSchema, explainSchema, exportSchema, statusSchema } from '../../shared/protocol/admin';
import { failureSchema } from '../../shared/protocol/failure';
import type { Centre } from '../centre';
import { centreStatus } from '../results/centre-status';
import { checkLedger } from '../results/check-ledger';
import { csvExport } from '../results/csv-export';
import { explainItem } from '../results/explain-item';
import { exportBatch } from '../results/export-batch';
import { answer, type TypedRoutes } from './typed-routes';

const security = [{ admin: [] }];

/** What has come of the work: exports, status, check and stories. */
export function resultRoutes(app: TypedRoutes, centre: Centre): void {
  app.get('/v1/admin/status', {
    schema: { summary: 'How the centre stands', security, response: { 200: statusSchema, default: failureSchema } },
  }, async () => centreStatus(centre));

  app.post('/v1/admin/check', {
    schema: { summary: 'Rebuilds the items from the ledger and compares', security, response: { 200: checkSchema, default: failureSchema } },
  }, async () => checkLedger(centre));

  app.get('/v1/admin/story', {
    schema: {
      summary: 'An item’s story', querystring: z.object({ item: storableTextSchema }), security,
      response: { 200: explainSchema, default: failureSchema },
    },
  }, async ({ query }) => answer(await explainItem(centre, query.item)));

  const batchQuery = z.object({ batch: storableTextSchema });

  app.get('/v1/admin/export.json', {
    schema: { summary: 'A batch’s result', querystring: batchQuery, security, response: { 200: exportSchema, default: failureSchema } },
  }, async ({ query }) => answer(await exportBatch(centre, query.batch)).exported);

  app.get('/v1/admin/export.csv', {
    schema: {
      summary: 'A batch’s result as CSV', querystring: batchQuery.extend({ raw: z.enum(['yes', 'no']).default('no') }), security,
      response: { 200: { content: { 'text/csv': { schema: z.string() } } }, default: failureSchema },
    },
  }, async ({ query }, reply) => {
    const { exported, form } = answer(await exportBatch(centre, query.batch));
    return reply.type('text/csv; charset=utf-8').serializer((text: string) => text).send(csvExport(exported, form, query.raw === 'yes'));
  });
}
