import { useEffect, useState } from 'react';
import type { Session } from '../../shared/domain/session';
import { openNote } from '../../shared/seals/note-seal';
import { keyRing } from '../store/key-ring';

/** The hand-over notes of sessions, opened with this desk's keys, by session; null of one that they do not open. It lives as long as what shows it. */
export function useOpenedNotes(sessions: readonly Session[]): ReadonlyMap<string, string | null> {
  const [opened, setOpened] = useState<ReadonlyMap<string, string | null>>(new Map());
  useEffect(() => {
    let isCurrent = true;
    void openAll(sessions).then((notes) => {
      if (isCurrent) setOpened(notes);
    });
    return () => {
      isCurrent = false;
    };
  }, [sessions]);
  return opened;
}

async function openAll(sessions: readonly Session[]): Promise<ReadonlyMap<string, string | null>> {
  const { siteKeys } = keyRing();
  const opened = await Promise.all(sessions.map(async ({ id, operatorId, note }) =>
    (note === null ? [] : [[id, await openNote(note, { sessionId: id, operatorId }, siteKeys)] as const])));
  return new Map(opened.flat());
}
