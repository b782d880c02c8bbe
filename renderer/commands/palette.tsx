import { Autocomplete, Dialog, Input, Modal, ModalOverlay, SearchField, useFilter } from 'react-aria-components';
import { useMessages } from '../ui/messages';
import { CommandList } from './command-list';
import { closePanel, runAndClose, usePanels } from './panels';
import { availableCommands } from './registry';

/** Every command that can be run now, found by typing. */
export function Palette() {
  const open = usePanels((s) => s.open === 'palette');
  const { t } = useMessages();
  const { contains } = useFilter({ sensitivity: 'base' });
  return (
    <ModalOverlay isOpen={open} onOpenChange={closePanel} isDismissable className="overlay">
      <Modal className="panel">
        <Dialog aria-label={t('command.palette')}>
          <Autocomplete filter={contains}>
            <SearchField aria-label={t('palette.search')} autoFocus className="palette-search">
              <Input placeholder={t('palette.search')} />
            </SearchField>
            <CommandList label={t('palette.list')} commands={availableCommands()} onChoose={runAndClose} />
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
