import { z } from 'zod';
import { parseJson } from '../../shared/protocol/parse-json';
import { headOfPage } from '../sync/inbox';
import { surveyLog, type LogSurvey } from './survey-log';

type InboxSurvey = LogSurvey & Readonly<{
  /** Pages without a head that this version can read. */
  unreadPages: number;
  rowsByKind: Readonly<Record<string, number>>;
  feedId: string | null;
  /** Up to where each scope was pulled. */
  cursors: Readonly<Record<string, number>>;
  documentsMentioned: number;
  lastPageAtUtc: string | null;
}>;

const KINDS = ['client', 'project', 'batch', 'form', 'operator', 'item', 'notice', 'gone'] as const;
const rowSchema = z.object({ kind: z.enum(KINDS) });

/** Counts what an inbox holds; of a row it tells its kind alone. */
export function surveyInbox(folder: string): Promise<InboxSurvey> {
  return surveyLog(folder, async (log, records) => {
    const rowsByKind: Record<string, number> = {};
    const documents = new Set<string>();
    let unreadPages = 0;
    let feedId: string | null = null;
    let cursors: Record<string, number> = {};
    let lastPageAtUtc: string | null = null;
    for await (const { text } of records) {
      const head = headOfPage(text);
      if (head === null) {
        unreadPages += 1;
        continue;
      }
      cursors = head.feedId === feedId ? { ...cursors, ...head.cursors } : { ...head.cursors };
      feedId = head.feedId;
      lastPageAtUtc = head.centreTimeUtc;
      for (const { hash } of head.documents) documents.add(hash);
      for (const line of text.split('\n').slice(1)) {
        if (line === '') continue;
        const row = rowSchema.safeParse(parseJson(line));
        const kind = row.success ? row.data.kind : 'unread';
        rowsByKind[kind] = (rowsByKind[kind] ?? 0) + 1;
      }
    }
    return { ...log, unreadPages, rowsByKind, feedId, cursors, documentsMentioned: documents.size, lastPageAtUtc };
  });
}
