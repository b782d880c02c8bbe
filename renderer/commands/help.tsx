import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { chordWords } from './chord';
import { GROUPS } from './command-list';
import { useKeys } from './key-profile';
import { closePanel, usePanels } from './panels';
import { allCommands } from './registry';

/** All keys on one page, also those of other rooms. */
export function Help() {
  const open = usePanels((s) => s.open === 'help');
  const { t } = useMessages();
  const keys = useKeys((s) => s.keys);
  return (
    <ModalOverlay isOpen={open} onOpenChange={closePanel} isDismissable className="overlay">
      <Modal className="panel panel-wide">
        <Dialog>
          <Heading slot="title">{t('help.title')}</Heading>
          <div className="help-groups">
            {GROUPS.map((group) => (
              <section key={group} aria-label={t(`group.${group}`)}>
                <h3>{t(`group.${group}`)}</h3>
                <dl>
                  {allCommands().filter((c) => c.group === group && (keys[c.id]?.length ?? 0) > 0).map((command) => (
                    <div key={command.id}>
                      <dt>{t(command.label)}</dt>
                      <dd>{(keys[command.id] ?? []).map((chord) => <KeyChord key={chord} words={chordWords(chord)} />)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <Button onPress={closePanel} autoFocus>{t('help.close')} <KeyChord words={['Esc']} /></Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
