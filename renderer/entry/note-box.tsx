import { useId } from 'react';
import { flushSync } from 'react-dom';
import { create } from 'zustand';
import { MAX_NOTE_CHARACTERS } from '../../shared/domain/entry';
import { CommandKey } from '../commands/command-key';
import { GrowingBox } from '../ui/growing-box';
import { useMessages } from '../ui/messages';
import { keepDraft, keepDraftSoon } from './draft-keeper';
import { keyNote, useEntry } from './entry-state';

const useNote = create<{ isOpen: boolean }>()(() => ({ isOpen: false }));

let box: HTMLTextAreaElement | null = null;

/** Opens the note and puts the keys there. */
export function openNote(): void {
  // The next key is meant for it already.
  flushSync(() => useNote.setState({ isOpen: true }));
  box?.focus();
}

export function isInNote(): boolean {
  return box !== null && document.activeElement === box;
}

/** A note that goes with the entry to the lead; there when it is asked for, and as long as it says something. */
export function NoteBox() {
  const { t } = useMessages();
  const id = useId();
  const note = useEntry((s) => s.keyed.note);
  const isOpen = useNote((s) => s.isOpen);
  if (!isOpen && note === '') return null;
  return (
    <div className="field note">
      <label htmlFor={id}>{t('entry.note')}</label>
      <GrowingBox
        id={id} value={note} maxLength={MAX_NOTE_CHARACTERS} aria-describedby={`${id}-hint`}
        ref={(found) => {
          box = found;
        }}
        onChange={(event) => {
          keyNote(event.target.value);
          keepDraftSoon();
        }}
        onBlur={() => {
          useNote.setState({ isOpen: false });
          void keepDraft();
        }}
      />
      <span id={`${id}-hint`} className="field-state">{t('entry.noteHint')} <CommandKey id="entry.next" /></span>
    </div>
  );
}
