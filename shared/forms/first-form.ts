import { z } from 'zod';
import type { Field } from './field';
import type { Form } from './form';

const base = {
  id: z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/),
  label: z.string().min(1).max(60),
  required: z.boolean(),
};

const fieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('text'), maxLength: z.int().min(1).max(10_000), long: z.boolean() }),
  z.strictObject({ ...base, kind: z.literal('date') }),
  z.strictObject({ ...base, kind: z.literal('money') }),
]);

/** The first version of the form language: still read, as batches name forms of it by their hash. */
export const firstFormSchema = z
  .strictObject({
    v: z.literal(1),
    workType: z.string().regex(/^[a-z0-9-]{1,60}$/),
    title: z.string().min(1).max(60),
    fields: z.array(fieldSchema).min(1).max(200),
  })
  .refine((form) => new Set(form.fields.map((f) => f.id)).size === form.fields.length, 'field ids must differ');
type FirstForm = Readonly<z.infer<typeof firstFormSchema>>;

/** The same form in the words of the present language. */
export function upgraded({ workType, title, fields }: FirstForm): Form {
  return { v: 2, workType, title, parts: fields.map(upgradedField) };
}

function upgradedField(field: FirstForm['fields'][number]): Field {
  const { id, label, required } = field;
  switch (field.kind) {
    case 'text':
      return { id, label, required, kind: 'text', maxLength: field.maxLength, long: field.long };
    case 'date':
      return { id, label, required, kind: 'date', order: 'dmy' };
    case 'money':
      return { id, label, required, kind: 'money' };
    default:
      return unreachable(field);
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown field ${JSON.stringify(value)}`);
}
