import { useEffect, useLayoutEffect, useMemo } from 'react';
import { KeyChord } from '../ui/key-chord';
import { failureWords } from '../ui/failure-words';
import { useMessages } from '../ui/messages';
import { DueBadge } from '../ui/due-badge';
import { SourceViewer } from '../source/source-viewer';
import { noteTyping } from '../store/index-client';
import { isStillTheirs } from '../store/queries';
import { useLive } from '../store/use-live';
import { create } from 'zustand';
import { EntryField } from './entry-field';
import { useEntry, type KeyableWork } from './entry-state';
import { focusFirst } from './field-focus';

/** Counts the times that the operator asked for the source again. */
export const useSourceRetry = create<{ times: number }>()(() => ({ times: 0 }));

/** The entry room: source beside form. */
export function EntryScreen() {
  const { t } = useMessages();
  const work = useEntry((s) => s.work);
  if (work === null) return <main className="entry entry-opening"><p role="status">{t('entry.opening')}</p></main>;
  return <OpenEntry work={work} />;
}

function OpenEntry({ work }: Readonly<{ work: KeyableWork }>) {
  const { t } = useMessages();
  const { item, batch } = work;
  const times = useSourceRetry((s) => s.times);
  // What came back by itself must not take the keys that were meant for something else: it waits for Enter.
  useLayoutEffect(() => (useEntry.getState().failure === null ? focusFirst() : focusFailure()), [item.id]);
  useEffect(() => {
    window.addEventListener('keydown', noteTyping);
    return () => window.removeEventListener('keydown', noteTyping);
  }, []);
  return (
    <main className="entry" aria-label={t('entry.title')}>
      <EntryHeader work={work} />
      <SourceViewer item={item} batch={batch} retry={times} />
      <section className="form" aria-label={work.form.title}>
        <FormHead work={work} />
        <TakenAway work={work} />
        <div className="fields">
          {work.form.fields.map((field) => <EntryField key={`${item.id} ${field.id}`} field={field} />)}
        </div>
        <KeyHints />
      </section>
    </main>
  );
}

function EntryHeader({ work: { client, project, batch, item } }: Readonly<{ work: KeyableWork }>) {
  const { t } = useMessages();
  return (
    <header className="room-head">
      <h1>{t('entry.title')}</h1>
      <p className="crumbs">
        <span>{client.name}</span> · <span>{project.name}</span> · <span>{batch.name}</span> ·{' '}
        <span>{t('entry.position', { position: item.position, count: batch.itemCount })}</span> ·{' '}
        <b data-testid="source-name">{item.source}</b>
      </p>
      <DueBadge dueAtUtc={item.dueAtUtc} />
    </header>
  );
}

function FormHead({ work }: Readonly<{ work: KeyableWork }>) {
  const { t } = useMessages();
  const draftState = useEntry((s) => s.draftState);
  const dirty = useEntry((s) => s.dirty);
  const failure = useEntry((s) => s.failure);
  return (
    <div className="form-head">
      <h2>{work.form.title}</h2>
      <span className="form-draft" data-testid="draft-state">{draftState === 'none' || (dirty && draftState === 'saved') ? '' : t(`draft.${draftState}`)}</span>
      {failure !== null && <p id={FAILURE_ID} tabIndex={-1} className="word word-error" role="alert">{failureWords(failure, t)}</p>}
    </div>
  );
}

const FAILURE_ID = 'entry-failure';

function focusFailure(): void {
  document.getElementById(FAILURE_ID)?.focus();
}

/** Says so when the item was given to somebody else while it is being keyed. */
function TakenAway({ work: { item } }: Readonly<{ work: KeyableWork }>) {
  const { t } = useMessages();
  const query = useMemo(() => isStillTheirs(item.assignedTo ?? '', item.id), [item]);
  if (useLive(query) !== false) return null;
  return <p className="word word-warn" role="alert">{t('entry.takenAway')}</p>;
}

const HINTS = [
  ['Enter', 'hint.next'], ['Shift Enter', 'hint.back'], ['F2', 'hint.illegible'], ['Shift F2', 'hint.notPresent'],
  ['Ctrl Enter', 'hint.submit'], ['Ctrl End', 'hint.firstEmpty'], ['Esc', 'hint.queue'], ['Ctrl K', 'hint.all'],
] as const;

function KeyHints() {
  const { t } = useMessages();
  return (
    <p className="hints">
      {HINTS.map(([keys, text]) => <span key={keys}><KeyChord words={keys.split(' ')} /> {t(text)}</span>)}
    </p>
  );
}
