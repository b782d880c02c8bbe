import { useMemo, useState } from 'react';
import { Button, Heading } from 'react-aria-components';
import type { Session } from '../../shared/domain/session';
import { standingOf } from '../../shared/domain/session-standing';
import { closePanel } from '../commands/panels';
import { clockTime } from '../ui/format';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { SessionFigures } from '../ui/session-figures';
import type { FloorDesk } from './floor-desk';
import { focusedOperator } from './floor-focus';
import { FloorPanel, type FloorPanelParts } from './floor-panel';
import { useOpenedNotes } from './opened-notes';
import { beganMs } from './operator-presence';

/** One operator's sessions of the last day, with the same figures that they see themselves. */
export function OperatorPanel({ leadId }: Readonly<{ leadId: string }>) {
  return <FloorPanel panel="operator" leadId={leadId} Content={OneOperator} isLive />;
}

function OneOperator({ desk }: FloorPanelParts) {
  const { t, language } = useMessages();
  const [operatorId] = useState(focusedOperator);
  const sessions = useMemo(() => desk.presence.sessions.filter((each) => each.operatorId === operatorId), [desk, operatorId]);
  const notes = useOpenedNotes(sessions);
  const untilMs = desk.outlook.operators.get(operatorId ?? '')?.untilMs ?? null;
  return (
    <>
      <Heading slot="title">{desk.people.get(operatorId ?? '')?.name ?? ''}</Heading>
      {untilMs !== null && <p className="panel-text">{t('operator.until', { at: clockTime(new Date(untilMs).toISOString(), language) })}</p>}
      {sessions.length === 0 && <p>{t('operator.none')}</p>}
      {sessions.map((session) => <OneSession key={session.id} session={session} desk={desk} note={notes.get(session.id)} />)}
      <p className="panel-buttons"><Button autoFocus onPress={closePanel}>{t('help.close')} <KeyChord words={['Esc']} /></Button></p>
    </>
  );
}

function OneSession({ session, desk, note }: Readonly<{ session: Session; desk: FloorDesk; note: string | null | undefined }>) {
  const { t, language } = useMessages();
  const { kind, atMs } = standingOf(session, desk.presence.sessions, desk.nowMs);
  const time = (ms: number): string => clockTime(new Date(ms).toISOString(), language);
  return (
    <section className="session-one" data-testid="session">
      <p>{t(`standing.${kind}`, { from: time(beganMs(session)), at: time(atMs) })}</p>
      <SessionFigures session={session} />
      {note !== undefined && <p className="session-note">{note ?? t('notes.sealed')}</p>}
    </section>
  );
}
