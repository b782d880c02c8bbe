import { join } from 'node:path';
import type { CallResponse } from '../../shared/ipc/calls';
import { orWhyNot } from './or-why-not';
import { surveyDisk, surveyDocuments } from './survey-folder';
import { withoutHome } from './without-home';

/** What the self-check tells of a desk beyond its status; null where it cannot be looked at. Reads only. */
export async function deskFigures(deskFolder: string, logFolder: string): Promise<CallResponse<'desk.figures'>> {
  const disk = await orWhyNot(() => surveyDisk(deskFolder));
  const documents = await orWhyNot(() => surveyDocuments(join(deskFolder, 'documents')));
  return {
    freeBytes: 'freeBytes' in disk ? disk.freeBytes : null,
    documentBytes: 'wholeBytes' in documents ? documents.wholeBytes + documents.partBytes : null,
    logFolder: withoutHome(logFolder),
  };
}
