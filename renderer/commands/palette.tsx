import { Autocomplete, Dialog, Input, Modal, ModalOverlay, SearchField, useFilter } from 'react-aria-components';
import { useMessages } from '../ui/messages';
import type { Command } from './command';
import { CommandList } from './command-list';
import { closePanel, usePanels } from './panels';
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

/** The panel goes first, so that the command finds the focus where it was. */
export function runAndClose(command: Command): void {
  closePanel();
  requestAnimationFrame(() => command.when() && command.run());
}
