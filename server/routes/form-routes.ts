import { addedFormSchema, addFormSchema, currentFormsSchema } from '../../shared/protocol/admin';
import { failureSchema } from '../../shared/protocol/failure';
import { MAX_LIST_CHARACTERS } from '../../shared/forms/code-list';
import type { Centre } from '../centre';
import { addForm } from '../forms/add-form';
import { currentForms } from '../forms/current-forms';
import { answer, type TypedRoutes } from './typed-routes';

const security = [{ admin: [] }];

/** A form with a few large lists, as JSON. */
const FORM_MAX_BYTES = 8 * MAX_LIST_CHARACTERS;

/** Work types: their forms, for the command line. */
export function formRoutes(app: TypedRoutes, centre: Centre): void {
  app.post('/v1/admin/forms', {
    bodyLimit: FORM_MAX_BYTES,
    schema: { summary: 'Makes a form the current one of its work type', body: addFormSchema, security, response: { 200: addedFormSchema, default: failureSchema } },
  }, async ({ body }) => answer(await addForm(centre, body.form, body.lists)));

  app.get('/v1/admin/forms', {
    schema: { summary: 'The forms that new batches get', security, response: { 200: currentFormsSchema, default: failureSchema } },
  }, async () => currentForms(centre));
}
