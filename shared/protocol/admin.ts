import { z } from 'zod';
import { effortSchema } from '../domain/effort';
import { shiftSchema } from '../domain/floor/shift';
import { zonesSchema } from '../domain/item';
import { operatorSchema, roleSchema } from '../domain/operator';
import { policySchema, riskClassSchema, workTypeSchema } from '../domain/policy';
import { idSchema, loginSchema, nameSchema, pinSchema, sha256Schema, storableTextSchema, utcSchema } from '../domain/primitives';
import { outcomeSchema } from '../domain/outcome';
import { codeListSchema } from '../forms/code-list';
import { formSchema, MAX_LISTS } from '../forms/form';

/** What the centre's command line asks for, with the admin token as bearer. */
export const addSiteSchema = z.strictObject({ name: nameSchema });
export const addedSiteSchema = z.object({ siteId: idSchema });
export const sitesSchema = z.object({ sites: z.array(z.object({ siteId: idSchema, name: z.string() })) });

export const addOperatorSchema = z.strictObject({
  site: nameSchema, login: loginSchema, name: nameSchema, pin: pinSchema, role: roleSchema,
});
export const addedOperatorSchema = z.object({ operatorId: idSchema });

/** Revokes an operator or a desk, or takes that back. */
const standingSchema = z.enum(['active', 'revoked']);
export const operatorStateSchema = z.strictObject({ site: nameSchema, login: loginSchema, state: standingSchema });
/** What work somebody may be given: `skills` null is every work type; what is left out stays as it is. */
export const operatorAbilitiesSchema = z.strictObject({
  site: nameSchema, login: loginSchema, skills: z.array(workTypeSchema).min(1).max(200).nullable().optional(), clearedFor: riskClassSchema.optional(),
});
export const abilitiesSchema = operatorSchema.pick({ skills: true, clearedFor: true });

/** Changes the policy of a project; with a work type one that is not there yet is made. What is left out stays as it is. */
export const setProjectSchema = z.strictObject({
  client: nameSchema, project: nameSchema, workType: workTypeSchema.optional(), policy: policySchema.partial(),
});
export type SetProject = Readonly<z.infer<typeof setProjectSchema>>;
export const projectRowSchema = z.object({ client: z.string(), project: z.string(), workType: z.string(), policy: policySchema });
export type ProjectWithPolicy = Readonly<z.infer<typeof projectRowSchema>>;
export const setProjectResponseSchema = projectRowSchema.extend({ isNew: z.boolean() });
export const projectsSchema = z.object({ projects: z.array(projectRowSchema) });

/** A desk is named by its id or its name. */
export const deskStateSchema = z.strictObject({ site: nameSchema, desk: nameSchema, state: standingSchema });
export const deskStateResponseSchema = z.object({ deskId: idSchema });

/** `PUT /v1/admin/shifts`: an operator's hours on some days, in place of what was planned on them; null for none. */
export const planShiftSchema = z.strictObject({
  site: nameSchema, login: loginSchema, weekdays: shiftSchema.shape.weekdays, hours: shiftSchema.omit({ weekdays: true }).nullable(),
});
export const shiftPlanOfSchema = z.object({ shifts: z.array(shiftSchema) });

/** `POST /v1/admin/shifts/list`: what is planned at a site, by login. */
export const listShiftsSchema = z.strictObject({ site: nameSchema });
export const plannedShiftsSchema = z.object({ plans: z.array(shiftPlanOfSchema.extend({ login: loginSchema })) });

export const enrolmentCodeRequestSchema = z.strictObject({
  site: nameSchema,
  /** Minutes that the code is good for: 24 h unless told, a week at most. */
  validMinutes: z.int().min(1).max(7 * 24 * 60).default(24 * 60),
});
export const enrolmentCodeResponseSchema = z.object({ code: z.string(), validUntilUtc: utcSchema });

/** One page of a delivery, described before its bytes are sent. */
export const deliveredPageSchema = z.strictObject({
  name: storableTextSchema.max(255), sha256: sha256Schema, sizeBytes: z.int().min(0),
});
export const deliveredItemSchema = z.strictObject({
  source: storableTextSchema.max(255), pages: z.array(deliveredPageSchema).min(1).max(500), zones: zonesSchema.optional(),
});

/** A delivery: `POST /v1/admin/imports`. The pages' bytes follow, then publish. */
export const importRequestSchema = z.strictObject({
  client: nameSchema,
  project: nameSchema,
  workType: workTypeSchema,
  site: nameSchema,
  dueAtUtc: utcSchema.optional(),
  batchName: nameSchema.optional(),
  /** Logins that the items are shared out over; the site's active operators unless told. */
  assignTo: z.array(loginSchema).min(1).max(500).optional(),
  /** Take what can be taken when some of the delivery is at fault. */
  partial: z.boolean(),
  /** What the sender already found wrong, a sentence each: files that are no pages, empty folders, files that cannot be read. */
  faults: z.array(storableTextSchema.max(1000)).max(20_000),
  items: z.array(deliveredItemSchema).max(20_000),
});
export type ImportRequest = Readonly<z.infer<typeof importRequestSchema>>;

export const importStartedSchema = z.object({ importId: idSchema });

/** `PUT /v1/admin/imports/:id/pages/:sha256` with the page's plain bytes; a page at fault is told at once and counts at publishing. */
export const stagedPageResponseSchema = z.object({ fault: z.string().nullable() });

/** What became of a delivery: `POST /v1/admin/imports/:id/publish`. */
export const importedSchema = z.object({
  batchId: idSchema,
  batch: nameSchema,
  dueAtUtc: utcSchema,
  itemCount: z.int().min(0),
  assigned: z.array(z.object({ login: loginSchema, itemCount: z.int().min(0) })),
  /** With `partial`: what was left out and why. */
  leftOut: z.array(z.string()),
});

/** `POST /v1/admin/forms`: a form with the lists that it names by their hashes. */
export const addFormSchema = z.strictObject({ form: formSchema, lists: z.array(codeListSchema).max(MAX_LISTS) });
export const addedFormSchema = z.object({ workType: z.string(), hash: sha256Schema, isNew: z.boolean(), isCurrent: z.boolean() });
export type AddedForm = Readonly<z.infer<typeof addedFormSchema>>;

/** The forms that new batches get, one a work type. */
export const currentFormsSchema = z.object({
  forms: z.array(z.object({ workType: z.string(), title: z.string(), hash: sha256Schema, fields: z.int() })),
});

const capturedText = z.string();

/** A batch's result as the client gets it. */
export const exportSchema = z.object({
  batch: z.string(),
  revision: z.int().min(1),
  items: z.array(
    z.object({
      source: z.string(),
      /** Why the item was sent back as not workable; null where it was not. */
      rejectedFor: z.string().nullable(),
      /** By field id; null while the item is not done, and where it was sent back. */
      values: z.record(z.string(), z.string()).nullable(),
      /** Rows by the id of their table, each by column. */
      rows: z.record(z.string(), z.array(z.record(z.string(), z.string()))),
      /** By field id, of cells by `rows.INDEX.column` with the index from 0. */
      flags: z.record(z.string(), z.string()),
      /** Reasons for edits that were overridden, by the edit's id. */
      overrides: z.record(z.string(), z.string()),
      note: z.string(),
      /** What keying it took; null where it was not measured. */
      effort: effortSchema.nullable(),
      pass: z.enum(['key']).nullable(),
      /** The operator's login. */
      keyedBy: z.string().nullable(),
      keyedAtUtc: capturedText.nullable(),
      /** The desk's name. */
      desk: z.string().nullable(),
      /** `term.seq` */
      epoch: z.string(),
      /** A second, blind entry of another operator that a lead has put beside this one: whose, and the addresses at which it differs; null where there is none. */
      secondKey: z.object({ keyedBy: z.string(), differs: z.array(z.string()) }).nullable(),
    }),
  ),
});
export type Export = Readonly<z.infer<typeof exportSchema>>;

export const statusSchema = z.object({
  version: z.string(),
  protocol: z.int(),
  feedId: idSchema,
  sites: z.array(z.object({ name: z.string(), desks: z.int(), operators: z.int() })),
  batches: z.array(
    z.object({
      id: idSchema, name: z.string(), client: z.string(), project: z.string(), site: z.string(), dueAtUtc: utcSchema,
      items: z.int(), done: z.int(), kept: z.int(),
    }),
  ),
  mutations: z.object({
    accepted: z.int(), kept: z.int(), refused: z.int(), forked: z.int(),
    /** Of those refused: of an unknown or unreadable operator, so that no desk shows them. */
    unattributed: z.int(),
  }),
});

export const checkSchema = z.object({
  ok: z.boolean(),
  mutations: z.int(),
  items: z.int(),
  sessions: z.int(),
  /** Ids of items and sessions whose row differs from what the ledger gives, with what differs. */
  differences: z.array(z.object({ itemId: idSchema, what: z.string() })),
});

/** An item's story, oldest first. */
export const explainSchema = z.object({
  itemId: idSchema,
  source: z.string(),
  batch: z.string(),
  events: z.array(
    z.object({
      atUtc: utcSchema, kind: z.string(), by: z.string(), desk: z.string().nullable(),
      mutationId: idSchema, outcome: outcomeSchema, text: z.string(),
    }),
  ),
});
