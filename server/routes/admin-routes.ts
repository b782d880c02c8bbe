import {
  abilitiesSchema, addedOperatorSchema, addedSiteSchema, addOperatorSchema, addSiteSchema, deskStateResponseSchema, deskStateSchema,
  enrolmentCodeRequestSchema, enrolmentCodeResponseSchema, listShiftsSchema, operatorAbilitiesSchema, operatorStateSchema, plannedShiftsSchema,
  planShiftSchema, shiftPlanOfSchema, sitesSchema,
} from '../../shared/protocol/admin';
import { failureSchema } from '../../shared/protocol/failure';
import { addOperator, addSite, setDeskState, setOperatorAbilities, setOperatorState } from '../accounts/add-accounts';
import { plannedShifts, planShift } from '../accounts/plan-shifts';
import { makeEnrolmentCode } from '../accounts/enrol-desk';
import type { Centre } from '../centre';
import { answer, type TypedRoutes } from './typed-routes';

const security = [{ admin: [] }];

/** Sites, operators and desks, for the command line. */
export function adminRoutes(app: TypedRoutes, centre: Centre): void {
  app.post('/v1/admin/sites', {
    schema: { summary: 'Adds a site', body: addSiteSchema, security, response: { 200: addedSiteSchema, default: failureSchema } },
  }, async ({ body }) => answer(await addSite(centre, body.name)));

  app.get('/v1/admin/sites', {
    schema: { summary: 'Sites and their ids', security, response: { 200: sitesSchema, default: failureSchema } },
  }, async () => ({ sites: (await centre.store.accounts.sites()).map(({ id, name }) => ({ siteId: id, name })) }));

  app.post('/v1/admin/operators', {
    schema: { summary: 'Adds an operator', body: addOperatorSchema, security, response: { 200: addedOperatorSchema, default: failureSchema } },
  }, async ({ body }) => answer(await addOperator(centre, body)));

  app.put('/v1/admin/operators/state', {
    schema: { summary: 'Revokes an operator, or takes that back', body: operatorStateSchema, security, response: { 200: addedOperatorSchema, default: failureSchema } },
  }, async ({ body }) => answer(await setOperatorState(centre, body)));

  app.put('/v1/admin/operators/abilities', {
    schema: { summary: 'Says what work an operator may be given', body: operatorAbilitiesSchema, security, response: { 200: abilitiesSchema, default: failureSchema } },
  }, async ({ body }) => answer(await setOperatorAbilities(centre, body)));

  app.put('/v1/admin/shifts', {
    schema: { summary: 'Plans the hours of an operator', body: planShiftSchema, security, response: { 200: shiftPlanOfSchema, default: failureSchema } },
  }, async ({ body }) => answer(await planShift(centre, body)));

  app.post('/v1/admin/shifts/list', {
    schema: { summary: 'Tells what is planned at a site', body: listShiftsSchema, security, response: { 200: plannedShiftsSchema, default: failureSchema } },
  }, async ({ body }) => answer(await plannedShifts(centre, body.site)));

  app.post('/v1/admin/enrolment-codes', {
    schema: { summary: 'Makes a one-time code for a new desk', body: enrolmentCodeRequestSchema, security, response: { 200: enrolmentCodeResponseSchema, default: failureSchema } },
  }, async ({ body }) => answer(await makeEnrolmentCode(centre, body)));

  app.put('/v1/admin/desks/state', {
    schema: { summary: 'Revokes a desk, or takes that back', body: deskStateSchema, security, response: { 200: deskStateResponseSchema, default: failureSchema } },
  }, async ({ body }) => answer(await setDeskState(centre, body)));
}
