import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { wordsIn } from '../../shared/forms/words';
import { CommandKey } from '../commands/command-key';
import { SourceViewer } from '../source/source-viewer';
import { showZone } from '../source/source-view';
import { noteTyping } from '../store/index-client';
import { people, takenAway } from '../store/queries';
import { useLive } from '../store/use-live';
import { DueBadge } from '../ui/due-badge';
import { failureWords } from '../ui/failure-words';
import { useMessages, type MessageKey } from '../ui/messages';
import { DayPace } from './day-pace';
import { useEntry, type KeyableWork } from './entry-state';
import { focusFirst } from './field-focus';
import { useFocus } from './focus-state';
import { FormParts } from './form-parts';
import { keepInView } from './keep-in-view';
import { NoteBox } from './note-box';
import { releaseKeysTypedAhead } from './type-ahead';
import { zoneOf } from './zone-of';

/** The entry room: source beside form. */
export function EntryScreen() {
  const { t } = useMessages();
  const work = useEntry((s) => s.work);
  if (work === null) return <main className="entry entry-opening"><p role="status">{t('entry.opening')}</p></main>;
  return <OpenEntry work={work} />;
}

function OpenEntry({ work }: Readonly<{ work: KeyableWork }>) {
  const { t, language } = useMessages();
  const { item, batch, plan } = work;
  const fields = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => begin(work), [work]);
  useEffect(() => {
    window.addEventListener('keydown', noteTyping);
    return () => window.removeEventListener('keydown', noteTyping);
  }, []);
  // Where the field stands is looked at after the field itself has the focus.
  useEffect(() => followFocus(work), [work]);
  useEffect(() => (fields.current === null ? undefined : keepInView(fields.current)), []);
  return (
    <main className="entry" aria-label={t('entry.title')}>
      <EntryHeader work={work} />
      <SourceViewer item={item} batch={batch} />
      <section className="form" aria-label={wordsIn(plan.form.title, language)}>
        <FormHead work={work} />
        <TakenAway work={work} />
        <div className="fields" ref={fields}>
          <div>
            <FormParts key={item.formHash} parts={plan.form.parts} />
            <NoteBox />
          </div>
        </div>
        <KeyHints />
      </section>
    </main>
  );
}

/** What came back by itself must not take the keys that were meant for something else: it waits for Enter. */
function begin({ batch, item }: KeyableWork): void {
  if (useEntry.getState().failure !== null) {
    focusFailure();
    return;
  }
  focusFirst();
  // Once this drawing is done: boxes take one key after the other, each drawn. No key of the operator's comes in between.
  queueMicrotask(() => releaseKeysTypedAhead({ batchId: batch.id, formHash: item.formHash }));
}

function followFocus(work: KeyableWork): () => void {
  const show = (address: string | null): void => showZone(address === null ? null : zoneOf(work, address));
  show(useFocus.getState().address);
  return useFocus.subscribe(({ address }, before) => {
    if (address !== before.address) show(address);
  });
}

function EntryHeader({ work }: Readonly<{ work: KeyableWork }>) {
  const { t } = useMessages();
  const { client, project, batch, item } = work;
  return (
    <header className="room-head">
      <h1>{t('entry.title')}</h1>
      <p className="crumbs crumbs-item">
        <span className="crumbs-place">{client.name} · {project.name} · {batch.name}</span> ·{' '}
        <span>{t('entry.position', { position: item.position, count: batch.itemCount })}</span> ·{' '}
        <b data-testid="source-name">{item.source}</b>
      </p>
      <DueBadge dueAtUtc={item.dueAtUtc} />
      <DayPace />
    </header>
  );
}

function FormHead({ work }: Readonly<{ work: KeyableWork }>) {
  const { t, language } = useMessages();
  const draftState = useEntry((s) => s.draftState);
  const dirty = useEntry((s) => s.dirty);
  const failure = useEntry((s) => s.failure);
  return (
    <div className="form-head">
      <h2>{wordsIn(work.plan.form.title, language)}</h2>
      <FieldCount />
      <span className="form-draft" data-testid="draft-state">{draftState === 'none' || (dirty && draftState === 'saved') ? '' : t(`draft.${draftState}`)}</span>
      {failure !== null && <p id={FAILURE_ID} tabIndex={-1} className="word word-error" role="alert">{failureWords(failure, t)}</p>}
    </div>
  );
}

function FieldCount() {
  const { t } = useMessages();
  const address = useFocus((s) => s.address);
  const boxes = useEntry((s) => s.derived.boxes);
  const place = address === null ? -1 : boxes.indexOf(address);
  return <span className="form-draft">{place < 0 ? '' : t('entry.fieldOf', { place: place + 1, count: boxes.length })}</span>;
}

const FAILURE_ID = 'entry-failure';

function focusFailure(): void {
  document.getElementById(FAILURE_ID)?.focus();
}

/** Says so when the item was given to somebody else while it is being keyed. */
function TakenAway({ work: { item } }: Readonly<{ work: KeyableWork }>) {
  const { t } = useMessages();
  const query = useMemo(() => takenAway(item.assignedTo ?? '', item.id), [item]);
  const everybody = useLive(useMemo(() => people(), []));
  const taken = useLive(query);
  if (taken === undefined || taken === 'stillTheirs') return null;
  const { moved } = taken;
  if (moved === null) return <p className="word word-warn" role="alert">{t('entry.takenAway')}</p>;
  if (moved.reason === 'abandoned') return <p className="word word-soft" role="status" data-testid="moved">{t('entry.abandoned')}</p>;
  const name = (id: string | null): string => (id === null ? t('floor.pool') : (everybody?.get(id)?.name ?? ''));
  const words = { to: name(moved.toOperatorId), by: name(moved.byOperatorId) };
  return <p className={moved.hard ? 'word word-warn' : 'word word-soft'} role={moved.hard ? 'alert' : 'status'} data-testid="moved">{t(moved.hard ? 'entry.movedHard' : 'entry.movedSoft', words)}</p>;
}

const HINTS: readonly (readonly [command: string, text: MessageKey])[] = [
  ['entry.next', 'hint.next'], ['entry.back', 'hint.back'], ['entry.dup', 'hint.dup'], ['entry.illegible', 'hint.illegible'], ['entry.notPresent', 'hint.notPresent'],
  ['entry.override', 'hint.override'], ['entry.hold', 'hint.hold'], ['entry.reject', 'hint.reject'], ['entry.submit', 'hint.submit'], ['entry.leave', 'hint.queue'], ['station.palette', 'hint.all'],
];

function KeyHints() {
  const { t } = useMessages();
  return (
    <p className="hints">
      {HINTS.map(([command, text]) => <span key={command}><CommandKey id={command} /> {t(text)}</span>)}
    </p>
  );
}
