import { useState, type KeyboardEvent } from 'react';
import { Button, Dialog, Heading, Label, ListBox, ListBoxItem, Modal, ModalOverlay, Radio, RadioGroup, Text } from 'react-aria-components';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { chordsOf, chordWords } from './chord';
import type { Command } from './command';
import { GROUPS } from './command-list';
import { bindKey, chooseProfile, isSignOfText, PROFILES, unbindKeys, useKeys, type ProfileId } from './key-profile';
import { closePanel, usePanels } from './panels';
import { allCommands } from './registry';

/** Keys that are part of others and mean nothing by themselves. */
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Dead', 'Process']);

/** An operator's own keys: a profile, and any command on another key. */
export function KeySettings() {
  const open = usePanels((s) => s.open === 'keys');
  const { t } = useMessages();
  const profile = useKeys((s) => s.profile);
  return (
    <ModalOverlay isOpen={open} onOpenChange={closePanel} isDismissable className="overlay">
      <Modal className="panel panel-wide">
        <Dialog>
          <Heading slot="title">{t('keys.title')}</Heading>
          <RadioGroup className="key-profiles" value={profile} onChange={(id) => chooseProfile(id as ProfileId)}>
            <Label>{t('keys.profile')}</Label>
            {PROFILES.map(({ id }) => <Radio key={id} value={id} autoFocus={id === profile}><b>{t(`keys.profile.${id}`)}</b> {t(`keys.about.${id}`)}</Radio>)}
          </RadioGroup>
          <KeyList />
          <Button onPress={closePanel}>{t('help.close')} <KeyChord words={['Esc']} /></Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What became of the last try to give a command a key. */
type Said = Readonly<{ kind: 'asking'; command: Command }> | Readonly<{ kind: 'taken'; chord: string; by: Command }> | Readonly<{ kind: 'bound'; command: Command; chord: string }> | Readonly<{ kind: 'text'; chord: string }> | null;

function KeyList() {
  const { t } = useMessages();
  const keys = useKeys((s) => s.keys);
  const own = useKeys((s) => s.own);
  const [said, setSaid] = useState<Said>(null);
  const commands = GROUPS.flatMap((group) => allCommands().filter((c) => c.group === group));
  const find = (id: unknown): Command | undefined => commands.find((c) => c.id === id);
  const asking = said?.kind === 'asking' ? said.command : null;
  return (
    <div className="key-list" onKeyDownCapture={(event) => takeKey(event, asking, find, setSaid)}>
      <p className="word word-calm" role="status">{wordsOf(said, t)}</p>
      <ListBox aria-label={t('keys.list')} selectionMode="none" className="command-list" onAction={(id) => {
        const command = find(id);
        if (command !== undefined) setSaid({ kind: 'asking', command });
      }}>
        {commands.map((command) => (
          <ListBoxItem key={command.id} id={command.id} textValue={t(command.label)}>
            <Text slot="label" className="command-line">
              <span>{t(command.label)}{own[command.id] !== undefined && <em> {t('keys.own')}</em>}</span>
              <span className="chords">{asking?.id === command.id ? '…' : (keys[command.id] ?? []).map((chord) => <KeyChord key={chord} words={chordWords(chord)} />)}</span>
            </Text>
          </ListBoxItem>
        ))}
      </ListBox>
    </div>
  );
}

/** While a key is asked for, whatever is pressed is the answer; Escape takes the question back. Delete gives a command its usual keys again. */
function takeKey(event: KeyboardEvent, asking: Command | null, find: (id: unknown) => Command | undefined, say: (said: Said) => void): void {
  if (asking === null) {
    const command = event.key === 'Delete' ? find((event.target as HTMLElement).closest('[data-key]')?.getAttribute('data-key')) : undefined;
    if (command !== undefined) unbindKeys(command);
    return;
  }
  if (MODIFIERS.has(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  const chords = chordsOf(event.nativeEvent);
  const [chord] = chords;
  if (event.key === 'Escape' || chord === undefined) return say(null);
  if (isSignOfText(chord)) return say({ kind: 'text', chord });
  const by = bindKey(asking, chords);
  say(by === null ? { kind: 'bound', command: asking, chord } : { kind: 'taken', chord, by });
}

function wordsOf(said: Said, t: ReturnType<typeof useMessages>['t']): string {
  switch (said?.kind) {
    case undefined:
      return t('keys.howTo');
    case 'asking':
      return t('keys.press', { command: t(said.command.label) });
    case 'taken':
      return t('keys.taken', { chord: chordWords(said.chord).join(' '), command: t(said.by.label) });
    case 'text':
      return t('keys.text', { chord: chordWords(said.chord).join(' ') });
    case 'bound':
      return t('keys.bound', { chord: chordWords(said.chord).join(' '), command: t(said.command.label) });
    default:
      return unreachable(said);
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown ${JSON.stringify(value)}`);
}
