import { useMemo } from 'react';
import { Button, Heading } from 'react-aria-components';
import { centreMs } from '../../shared/domain/elapsed';
import { closePanel } from '../commands/panels';
import { dayAndTime } from '../ui/format';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { FloorPanel, type FloorPanelParts } from './floor-panel';
import { useOpenedNotes } from './opened-notes';

/** What those who have signed off in the last day left for others to know, the latest first. */
export function NotesPanel({ leadId }: Readonly<{ leadId: string }>) {
  return <FloorPanel panel="notes" leadId={leadId} Content={Notes} isLive />;
}

function Notes({ desk }: FloorPanelParts) {
  const { t, language } = useMessages();
  const sessions = useMemo(() => desk.presence.sessions
    .filter(({ note, end }) => note !== null && end !== null)
    .toSorted((a, b) => centreMs(b.end ?? b.last) - centreMs(a.end ?? a.last)), [desk]);
  const notes = useOpenedNotes(sessions);
  return (
    <>
      <Heading slot="title">{t('notes.title')}</Heading>
      {sessions.length === 0 && <p>{t('notes.none')}</p>}
      <ul className="notes-list">
        {sessions.filter(({ id }) => notes.has(id)).map(({ id, operatorId, end, last }) => (
          <li key={id} data-testid="note">
            <b>{desk.people.get(operatorId)?.name ?? operatorId}, {dayAndTime(new Date(centreMs(end ?? last)).toISOString(), language)}</b>
            {notes.get(id) ?? t('notes.sealed')}
          </li>
        ))}
      </ul>
      <p className="panel-buttons"><Button autoFocus onPress={closePanel}>{t('help.close')} <KeyChord words={['Esc']} /></Button></p>
    </>
  );
}
