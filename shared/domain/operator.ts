import { z } from 'zod';
import { riskClassSchema, workTypeSchema } from './policy';
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
  /** The work types that they are given; null: every one. */
  skills: z.array(workTypeSchema).nullable().default(null),
  /** The highest risk class of work that they are given. */
  clearedFor: riskClassSchema.default('normal'),
});

export type Operator = Readonly<z.infer<typeof operatorSchema>>;

/** What work somebody may be given. */
export type Abilities = Pick<Operator, 'skills' | 'clearedFor'>;

/** Of somebody of whom nothing else was said. */
export const DEFAULT_ABILITIES: Abilities = { skills: null, clearedFor: 'normal' };
