import { useEffect, useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { CallResponse } from '../../shared/ipc/calls';
import { closePanel, usePanels } from '../commands/panels';
import { callMain } from '../store/bridge';
import { useDesk } from '../store/desk-state';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { checksOf, type Check } from './desk-checks';
import { useSession } from './session-state';
import { leadsWordWords } from './update-words';

type Figures = CallResponse<'desk.figures'>;

/** How the desk is, for whoever stands in front of it; with nobody signed on, too. */
export function SelfCheck() {
  const isOpen = usePanels((s) => s.open === 'selfCheck');
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={closePanel} isDismissable className="overlay">
      <Modal className="panel panel-wide"><Dialog>{isOpen && <Checks />}</Dialog></Modal>
    </ModalOverlay>
  );
}

function Checks() {
  const { t, language } = useMessages();
  const { status, description } = useDesk();
  const figures = useFigures();
  const checks = status === null || description === null || figures === 'loading' ? null : checksOf({ status, description, figures }, t, language);
  const worst = checks?.some(({ state }) => state === 'wrong') === true ? 'wrong' : checks?.some(({ state }) => state === 'attention') === true ? 'attention' : 'ok';
  return (
    <>
      <Heading slot="title">{t('selfCheck.title')}</Heading>
      {checks === null ? <p role="status">{t('selfCheck.loading')}</p> : (
        <>
          <p className={worst === 'ok' ? 'panel-text' : 'word word-panel word-warn'} data-testid="self-check-verdict">{t(`selfCheck.verdict.${worst}`)}</p>
          <dl className="checks" data-testid="self-check">{checks.map((check) => <CheckLine key={check.id} check={check} />)}</dl>
        </>
      )}
      <InstallNow />
      <p className="panel-buttons"><Button autoFocus onPress={closePanel}>{t('help.close')} <KeyChord words={['Esc']} /></Button></p>
    </>
  );
}

function CheckLine({ check: { id, state, text } }: Readonly<{ check: Check }>) {
  const { t } = useMessages();
  return (
    <div className={`check check-${state}`}>
      <dt>{t(`selfCheck.${id}`)}</dt>
      <dd>{text}</dd>
      <dd className="check-state"><span className={`badge check-badge-${state}`}>{t(`selfCheck.state.${state}`)}</span></dd>
    </div>
  );
}

/** Null: they cannot be had. */
function useFigures(): Figures | 'loading' | null {
  const [figures, setFigures] = useState<Figures | 'loading' | null>('loading');
  useEffect(() => {
    let isWanted = true;
    void callMain('desk.figures', {}).then((answer) => {
      if (isWanted) setFigures(answer.ok ? answer.value : null);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return figures;
}

/** A lead may say so; asks once, as the desk closes for it. */
function InstallNow() {
  const { t } = useMessages();
  const update = useDesk((s) => s.status?.update);
  const role = useSession((s) => s.operator?.role);
  const [stage, setStage] = useState<'offered' | 'asked' | 'failed'>('offered');
  if (update?.kind !== 'waiting' || update.waitsFor === 'administrator') return null;
  if (update.hasLeadsWord) return <p className="panel-text" role="status">{leadsWordWords(update, t)}</p>;
  const words = { version: update.version ?? '' };
  if (role === undefined || role === 'operator') return <p className="panel-text">{t('update.leadCan', words)}</p>;
  const run = async (): Promise<void> => {
    const answer = await callMain('update.install', {});
    setStage(answer.ok ? 'offered' : 'failed');
  };
  return (
    <section className="self-check-install" aria-live="polite">
      {stage === 'offered' && <p className="panel-buttons"><Button onPress={() => setStage('asked')}>{t('update.install', words)}</Button></p>}
      {stage === 'asked' && (
        <>
          <p className="panel-text">{t('update.installText', words)}</p>
          <p className="panel-buttons"><Button autoFocus className="button-main" onPress={() => void run()}>{t('update.installYes')}</Button><Button onPress={() => setStage('offered')}>{t('panel.cancel')}</Button></p>
        </>
      )}
      {stage === 'failed' && <p className="word word-error" role="alert">{t('update.notInstalled')}</p>}
    </section>
  );
}
