import { useEffect, type KeyboardEvent } from 'react';
import { Button, Dialog, Heading, ListBox, ListBoxItem, Modal, ModalOverlay, Text } from 'react-aria-components';
import { holdReasonSchema, rejectReasonSchema, type HoldReason, type RejectReason } from '../../shared/domain/reasons';
import { closePanel, usePanels } from '../commands/panels';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { useEntry } from './entry-state';

/** Asks why the item is set aside, or sent back: one digit answers. */
export function ReasonPanels({ onHold, onReject }: Readonly<{ onHold: (reason: HoldReason) => void; onReject: (reason: RejectReason) => void }>) {
  const open = usePanels((s) => s.open);
  const itemId = useEntry((s) => s.work?.item.id);
  // Another item came on screen below: the answer would be about that one.
  useEffect(() => {
    const { open: still } = usePanels.getState();
    if (still === 'hold' || still === 'reject') closePanel();
  }, [itemId]);
  return (
    <>
      <ReasonPanel kind="hold" isOpen={open === 'hold'} reasons={holdReasonSchema.options} onChoose={onHold} />
      <ReasonPanel kind="reject" isOpen={open === 'reject'} reasons={rejectReasonSchema.options} onChoose={onReject} />
    </>
  );
}

function ReasonPanel<R extends HoldReason | RejectReason>({ kind, isOpen, reasons, onChoose }: Readonly<{
  kind: 'hold' | 'reject'; isOpen: boolean; reasons: readonly R[]; onChoose: (reason: R) => void;
}>) {
  const { t } = useMessages();
  const words = (reason: R): string => (kind === 'hold' ? t(`hold.${reason as HoldReason}`) : t(`reject.${reason as RejectReason}`));
  const choose = (reason: R | undefined): void => {
    if (reason === undefined) return;
    closePanel();
    onChoose(reason);
  };
  const byDigit = (event: KeyboardEvent): void => {
    const reason = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
    if (reason === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(reason);
  };
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={closePanel} isDismissable className="overlay">
      <Modal className="panel">
        <Dialog>
          <Heading slot="title">{t(`${kind}.title`)}</Heading>
          <div onKeyDownCapture={byDigit}>
            <ListBox aria-label={t(`${kind}.title`)} selectionMode="none" autoFocus="first" className="command-list" onAction={(id) => choose(reasons.find((each) => each === id))}>
              {reasons.map((reason, i) => (
                <ListBoxItem key={reason} id={reason} textValue={words(reason)}>
                  <Text slot="label" className="command-line"><span>{words(reason)}</span><KeyChord words={[String(i + 1)]} /></Text>
                </ListBoxItem>
              ))}
            </ListBox>
          </div>
          <p className="panel-text">{t(`${kind}.text`)}</p>
          <Button onPress={closePanel}>{t('panel.cancel')} <KeyChord words={['Esc']} /></Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
