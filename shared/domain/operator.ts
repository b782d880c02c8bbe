import { z } from 'zod';
import { idSchema, loginSchema, nameSchema } from './primitives';

export const roleSchema = z.enum(['operator', 'lead', 'manager']);
export type Role = z.infer<typeof roleSchema>;

/** A person who signs on, as desks of the same site see them: never with the PIN. */
export const operatorSchema = z.object({
  id: idSchema,
  siteId: idSchema,
  login: loginSchema,
  name: nameSchema,
  role: roleSchema,
  state: z.enum(['active', 'revoked']),
});

export type Operator = Readonly<z.infer<typeof operatorSchema>>;
