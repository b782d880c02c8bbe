import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lastKnownPath, lastKnownSchema } from '../last-known';

/** Of the enrolment's file only what names place and address: its keys are not even looked at. */
const placeSchema = z.object({
  serverUrl: z.url(),
  place: z.object({ deskId: z.string(), deskName: z.string(), siteId: z.string(), siteName: z.string() }),
  keys: z.object({ scheme: z.string() }),
});

/** Where a desk stands and whom it speaks to. */
export async function surveyPlace(deskFolder: string) {
  const { serverUrl, place, keys } = placeSchema.parse(await json(join(deskFolder, 'enrolment.json')));
  const { origin, pathname } = new URL(serverUrl);
  return { serverUrl: origin + pathname, ...place, keysProtectedBy: keys.scheme };
}

/** As `surveyPlace`, without the desk's name: it is often that of the PC, and so of a person. */
export async function surveyEnrolment(deskFolder: string) {
  const { deskName: _, ...place } = await surveyPlace(deskFolder);
  return place;
}

/** How many have signed on here, and none of their names. */
export async function surveyRoster(deskFolder: string) {
  const { members } = z.object({ members: z.array(z.unknown()) }).parse(await json(join(deskFolder, 'roster.json')));
  return { memberCount: members.length };
}

export async function surveyLastKnown(deskFolder: string) {
  const { v: _, ...known } = lastKnownSchema.parse(await json(lastKnownPath(deskFolder)));
  return known;
}

async function json(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
