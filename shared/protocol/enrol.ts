import { z } from 'zod';
import { idSchema, nameSchema, utcSchema } from '../domain/primitives';
import { publicKeySchema } from '../seals/sealed-key';

/** Letters and digits that are not taken for each other on paper (no 0 O 1 I L). */
export const ENROLMENT_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A one-time code of 8 characters; typed with or without spaces and dashes, in either case. */
export const enrolmentCodeSchema = z
  .string()
  .transform((typed) => typed.replaceAll(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(new RegExp(`^[${ENROLMENT_ALPHABET}]{8}$`), 'must be 8 characters as printed by the centre'));

/** A desk's first request: `POST /v1/enrol`, without a token. The code is used up by the first success. */
export const enrolRequestSchema = z.strictObject({
  code: enrolmentCodeSchema,
  deskName: nameSchema,
  /** Verifies challenges (ES256). */
  signKey: publicKeySchema,
  /** The desk's recipient key for entries and site keys. */
  sealKey: publicKeySchema,
});

/** A key of the site, wrapped to the desk that asks; see `openSiteKey`. */
export const wrappedSiteKeySchema = z.object({ kid: z.string(), wrapped: z.string() });

/** What a desk must know of its place; sent at enrolment and again with every token. */
export const deskPlaceSchema = z.object({
  deskId: idSchema,
  deskName: nameSchema,
  siteId: idSchema,
  siteName: nameSchema,
  /** The centre's recipient key for entries. */
  centreKey: publicKeySchema,
  /** All keys of the site, the newest last; none for a revoked desk. */
  siteKeys: z.array(wrappedSiteKeySchema),
  centreTimeUtc: utcSchema,
});
export type DeskPlace = Readonly<z.infer<typeof deskPlaceSchema>>;

export const enrolResponseSchema = deskPlaceSchema;
