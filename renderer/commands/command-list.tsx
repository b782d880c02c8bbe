import type { ReactNode } from 'react';
import { Header, ListBox, ListBoxItem, ListBoxSection, Text } from 'react-aria-components';
import { useMessages } from '../ui/messages';
import type { Command, CommandGroup } from './command';
import { CommandKey } from './command-key';

export const GROUPS: readonly CommandGroup[] = ['floor', 'tray', 'queue', 'entry', 'source', 'station'];

/** Commands by group, each with its keys; choosing one runs it. */
export function CommandList({ commands, onChoose, label }: Readonly<{
  commands: readonly Command[];
  onChoose: (command: Command) => void;
  label: string;
}>) {
  const { t } = useMessages();
  const choose = (id: unknown): void => {
    const command = commands.find((c) => c.id === id);
    if (command !== undefined) onChoose(command);
  };
  return (
    <ListBox aria-label={label} className="command-list" onAction={choose} selectionMode="none" renderEmptyState={() => t('palette.none')}>
      {GROUPS.map((group) => ({ group, own: commands.filter((c) => c.group === group) }))
        .filter(({ own }) => own.length > 0)
        .map(({ group, own }) => (
          <ListBoxSection key={group} id={group}>
            <Header>{t(`group.${group}`)}</Header>
            {own.map((command) => <CommandLine key={command.id} command={command} label={t(command.label)} />)}
          </ListBoxSection>
        ))}
    </ListBox>
  );
}

function CommandLine({ command, label }: Readonly<{ command: Command; label: string }>): ReactNode {
  return (
    <ListBoxItem id={command.id} textValue={label}>
      <Text slot="label" className="command-line">
        <span>{label}</span>
        <CommandKey id={command.id} />
      </Text>
    </ListBoxItem>
  );
}
