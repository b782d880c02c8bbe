import { Button, Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components';
import { useMessages } from '../ui/messages';
import { CommandKey } from './command-key';
import { GROUPS } from './command-list';
import { closePanel, openPanel, runAndClose, usePanels } from './panels';
import { availableCommands } from './registry';

/** The station's menu: every command that can be run now, by group. */
export function Menu() {
  const open = usePanels((s) => s.open === 'menu');
  const { t } = useMessages();
  const commands = open ? availableCommands() : [];
  const run = (id: unknown): void => {
    const command = commands.find((c) => c.id === id);
    if (command !== undefined) runAndClose(command);
  };
  return (
    <MenuTrigger isOpen={open} onOpenChange={(wanted) => (wanted ? openPanel('menu') : closePanel())}>
      <Button className="menu-button" excludeFromTabOrder>
        {t('command.menu')} <CommandKey id="station.menu" />
      </Button>
      <Popover placement="bottom start" className="menu">
        <AriaMenu aria-label={t('command.menu')} onAction={run}>
          {GROUPS.map((group) => ({ group, own: commands.filter((c) => c.group === group) }))
            .filter(({ own }) => own.length > 0)
            .map(({ group, own }) => (
              <MenuSection key={group} id={group}>
                <Header>{t(`group.${group}`)}</Header>
                {own.map((command) => (
                  <MenuItem key={command.id} id={command.id} textValue={t(command.label)}>
                    <Text slot="label" className="command-line">
                      <span>{t(command.label)}</span>
                      <CommandKey id={command.id} />
                    </Text>
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
