import { z } from 'zod';
import { listFileSchema } from '../../../server/forms/authored-form';
import { partIdSchema } from '../../../shared/forms/field';
import { formSchema } from '../../../shared/forms/form';

/** A form as its author writes it: lists by their files, and the way to this schema for editors. */
const authoredFormSchema = formSchema.extend({ $schema: z.string().optional(), codeLists: z.record(partIdSchema, listFileSchema).optional() });

/** The JSON Schema of docs/form.schema.json, in the text that is committed. */
export function authoredFormJsonSchema(): string {
  const schema = z.toJSONSchema(authoredFormSchema, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ ...schema, title: 'Keyroom form definition', description: 'See docs/forms.md.' }, null, 2)}\n`;
}
