import type { z } from 'zod';
import { partsInOrder, readableForm } from '../../shared/forms/form';
import { wordsIn } from '../../shared/forms/words';
import type { currentFormsSchema } from '../../shared/protocol/admin';
import type { Centre } from '../centre';

/** The forms that new batches get, by work type. */
export async function currentForms(centre: Centre): Promise<z.infer<typeof currentFormsSchema>> {
  const rows = await centre.store.batches.currentForms();
  const forms = rows.map(({ hash, form }) => {
    const { workType, title, ...rest } = readableForm(form);
    const fields = partsInOrder({ workType, title, ...rest }).reduce((sum, part) => sum + (part.kind === 'rows' ? part.fields.length : 1), 0);
    return { workType, title: wordsIn(title, 'en'), hash, fields };
  });
  return { forms: forms.toSorted((a, b) => a.workType.localeCompare(b.workType)) };
}
