import { useMemo, useState, type KeyboardEvent } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { centreMs } from '../../shared/domain/elapsed';
import { MAX_NOTE_CHARACTERS } from '../../shared/domain/entry';
import type { DeskFailure } from '../../shared/ipc/desk-failure';
import { closePanel, usePanels } from '../commands/panels';
import { sessionCalled, unsentOf, type Unsent } from '../store/session-queries';
import { useLive } from '../store/use-live';
import { clockTime, wholeNumber } from '../ui/format';
import { GrowingBox } from '../ui/growing-box';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { SessionFigures } from '../ui/session-figures';
import { useSession } from './session-state';

/** Ends the session with a hand-over note; gives why it could not be saved. `anyway`: nobody is kept at a desk by a full disk. */
export type SignOffWith = (note: string, anyway: boolean) => Promise<DeskFailure | null>;

/** The shift in numbers, at any time and before signing off; then with room for what the next shift should know. */
export function ShiftSummary({ onSignOff }: Readonly<{ onSignOff: SignOffWith }>) {
  const open = usePanels((s) => s.open);
  const isOpen = open === 'summary' || open === 'signOff';
  // While the session is being ended nobody goes back to work.
  const [busy, setBusy] = useState(false);
  const signOffBusily: SignOffWith = async (note, anyway) => {
    setBusy(true);
    return onSignOff(note, anyway).finally(() => setBusy(false));
  };
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={closePanel} isDismissable={!busy} isKeyboardDismissDisabled={busy} className="overlay">
      <Modal className="panel"><Dialog>{isOpen && <Summary onSignOff={open === 'signOff' ? signOffBusily : null} busy={busy} />}</Dialog></Modal>
    </ModalOverlay>
  );
}

function Summary({ onSignOff, busy }: Readonly<{ onSignOff: SignOffWith | null; busy: boolean }>) {
  const { t, language } = useMessages();
  const operator = useSession((s) => s.operator);
  const sessionId = useSession((s) => s.sessionId);
  const session = useLive(useMemo(() => sessionCalled(operator?.id ?? '', sessionId ?? ''), [operator, sessionId]));
  const unsent = useLive(useMemo(() => unsentOf(operator?.id ?? '', sessionId ?? ''), [operator, sessionId]));
  const began = session?.begin ?? null;
  return (
    <>
      <Heading slot="title">{t('summary.title')}</Heading>
      <p className="panel-text">{began === null ? operator?.name : t('summary.since', { name: operator?.name ?? '', at: clockTime(new Date(centreMs(began)).toISOString(), language) })}</p>
      {session == null ? <p>{t('summary.none')}</p> : <SessionFigures session={session} />}
      {session != null && <p className="panel-text">{t('summary.net')}</p>}
      {unsent !== undefined && <UnsentWork unsent={unsent} />}
      {onSignOff === null
        ? <p className="panel-buttons"><Button autoFocus onPress={closePanel}>{t('help.close')} <KeyChord words={['Esc']} /></Button></p>
        : <SignOffForm onSignOff={onSignOff} busy={busy} />}
    </>
  );
}

/** How much of what was handed in the centre has not confirmed. What is of an earlier session is not in these figures. */
function UnsentWork({ unsent: { count, ofSession } }: Readonly<{ unsent: Unsent }>) {
  const { t, language } = useMessages();
  if (count === 0) return <p className="panel-text" data-testid="unsent">{t('summary.allSent')}</p>;
  return (
    <p className="word word-warn word-panel" data-testid="unsent">
      {t('summary.unsent', { count, shown: wholeNumber(count, language) })}{ofSession === count && ` ${t('summary.counted', { count })}`}
    </p>
  );
}

/** The box is reached by Tab alone. */
function unheld(): void {}

function SignOffForm({ onSignOff, busy }: Readonly<{ onSignOff: SignOffWith; busy: boolean }>) {
  const { t } = useMessages();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const run = async (): Promise<void> => {
    if (busy) return;
    setFailure(await onSignOff(note.trim(), failure !== null));
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    void run();
  };
  return (
    <>
      <label className="summary-note" onKeyDown={byKey}>
        <span>{t('summary.note')} <small>{t('summary.noteHint')}</small></span>
        <GrowingBox value={note} maxLength={MAX_NOTE_CHARACTERS} onChange={(event) => setNote(event.target.value)} ref={unheld} />
      </label>
      {failure !== null && <p className="word word-error word-panel" role="alert">{t('summary.notSaved')}</p>}
      <p className="panel-buttons">
        <Button className="button-main" autoFocus isDisabled={busy} onPress={() => void run()}>{failure === null ? t('summary.signOff') : t('summary.signOffAnyway')} <KeyChord words={['Enter']} /></Button>
        <span className="hints"><span><KeyChord words={['Ctrl', 'Enter']} /> {t('summary.fromNote')}</span></span>
        <Button isDisabled={busy} onPress={closePanel}>{t('summary.back')} <KeyChord words={['Esc']} /></Button>
      </p>
    </>
  );
}
