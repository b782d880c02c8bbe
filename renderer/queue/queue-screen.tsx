import { useEffect, useLayoutEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { Notice } from '../../shared/domain/notice';
import type { Operator } from '../../shared/domain/operator';
import { CommandKey } from '../commands/command-key';
import { useDesk } from '../store/desk-state';
import { useIndexState } from '../store/index-client';
import { noticesOf, openItemIds } from '../store/queries';
import { useLive } from '../store/use-live';
import { wholeNumber } from '../ui/format';
import { KeyChord } from '../ui/key-chord';
import { useMessages, type MessageKey, type Translate } from '../ui/messages';
import { MovedWork } from './moved-work';
import { QueueGrid } from './queue-grid';
import { showList, useQueue } from './queue-state';
import { useSupply } from './supply';
import { supplyWords } from './supply-words';

/** The operator's queue: what is theirs to key, the most urgent first. */
export function QueueScreen({ operator, onOpen, hidden }: Readonly<{
  operator: Operator;
  onOpen: (itemId: string) => void;
  /** Items that were submitted here and that the index may still show as open. */
  hidden: ReadonlySet<string>;
}>) {
  const { t, language } = useMessages();
  const query = useMemo(() => openItemIds(operator.id), [operator.id]);
  const index = useIndexState((s) => s.state);
  const open = useLive(query);
  // Half-read logs may show as open what was submitted long ago.
  const itemIds = useMemo(() => (index === 'ready' ? open?.filter((id) => !hidden.has(id)) : undefined), [index, open, hidden]);
  const word = useQueue((s) => s.word);
  const listed = useQueue((s) => s.itemIds);
  useEffect(() => {
    showList(itemIds ?? []);
  }, [itemIds]);
  const room = useRef<HTMLElement>(null);
  // Until a row takes the focus the room has it: it is never nowhere.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) room.current?.focus();
  });
  return (
    <main className="queue" ref={room} tabIndex={-1} aria-label={t('queue.title')} onKeyDown={stayHere}>
      <header className="room-head">
        <h1>{t('queue.title')}</h1>
        <p className="crumbs">{itemIds === undefined ? '' : t('queue.open', { count: itemIds.length, shown: wholeNumber(itemIds.length, language) })}</p>
        {listed.length > 0 && <span className="hints"><KeyChord words={['↑↓']} /> {t('hint.move')} <KeyChord words={['Enter']} /> {t('hint.open')}</span>}
        <NextHint />
        {operator.role !== 'operator' && <span className="hints"><CommandKey id="station.floor" /> {t('hint.floor')}</span>}
      </header>
      {word !== null && <p className="word word-calm" role="status">{t(`queue.${word}`)}</p>}
      <Notices operatorId={operator.id} />
      <MovedWork operatorId={operator.id} />
      {itemIds !== undefined && itemIds.length > 0 && <SupplyLine />}
      {itemIds !== undefined && itemIds.length > 0 && listed.length > 0
        ? <QueueGrid operatorId={operator.id} onOpen={onOpen} />
        : <EmptyQueue loading={itemIds === undefined} />}
    </main>
  );
}

/** Where work can be asked for. */
function NextHint() {
  const { t } = useMessages();
  const kind = useSupply((s) => s.news?.supply.kind ?? 'none');
  if (kind === 'none') return null;
  return <span className="hints"><CommandKey id="queue.getNext" /> {t('hint.getNext')}</span>;
}

/** There is one stop in this room, the focused row: Tab would lead out of the page. */
function stayHere(event: KeyboardEvent): void {
  if (event.key === 'Tab') event.preventDefault();
}

function EmptyQueue({ loading }: Readonly<{ loading: boolean }>) {
  const { t } = useMessages();
  const index = useIndexState((s) => s.state);
  const link = useDesk((s) => s.status?.link ?? 'connecting');
  const synced = useDesk((s) => s.status?.lastSyncAtUtc != null);
  const supply = useSupplyWords();
  const key = !loading && index === 'ready' && supply !== null ? supply : emptyWords(loading || index === 'reading', index === 'broken', link === 'online', synced);
  return (
    <section className="empty" aria-label={t('queue.title')} tabIndex={-1}>
      <h2>{t(`${key}.title` as MessageKey)}</h2>
      <p>{t(`${key}.text` as MessageKey)}</p>
      {supply !== null && supply !== 'empty.limit' && <p><CommandKey id="queue.getNext" /> {t('command.getNext')}</p>}
    </section>
  );
}

function useSupplyWords(): ReturnType<typeof supplyWords> {
  const news = useSupply((s) => s.news);
  const isSaving = useSupply((s) => s.isSaving);
  const isOnline = useDesk((s) => s.status?.link === 'online');
  return supplyWords(news, isSaving, isOnline);
}

/** Where all that is left was set aside, or more was asked for by hand, the list alone does not say why nothing comes. */
function SupplyLine() {
  const { t } = useMessages();
  const words = useSupplyWords();
  const isTold = useSupply((s) => s.wasAsked || s.news?.readyCount === 0);
  return words === null || !isTold ? null : <p className="word word-calm" role="status">{t(`${words}.text` as MessageKey)}</p>;
}

function emptyWords(loading: boolean, broken: boolean, online: boolean, synced: boolean): `empty.${'loading' | 'broken' | 'offline' | 'waiting' | 'done'}` {
  if (broken) return 'empty.broken';
  if (loading) return 'empty.loading';
  if (!online) return 'empty.offline';
  return synced ? 'empty.done' : 'empty.waiting';
}

function outcomeWords({ outcome }: Notice, t: Translate): string {
  switch (outcome.kind) {
    case 'kept':
      return t(`kept.${outcome.reason}`);
    case 'refused':
      return t(`refused.${outcome.reason}`);
    case 'judged':
      return t(`judged.${outcome.verdict}`);
    case 'notJudged':
    case 'passedOver':
      return '';
    default:
      return outcome satisfies never;
  }
}

/** Work that the centre did not use: nothing of it is lost, and the operator hears of it. */
function Notices({ operatorId }: Readonly<{ operatorId: string }>) {
  const { t } = useMessages();
  const query = useMemo(() => noticesOf(operatorId), [operatorId]);
  const notices = useLive(query) ?? [];
  const [unused, judged] = [notices.filter(({ outcome }) => outcome.kind === 'kept' || outcome.kind === 'refused'), notices.filter(({ outcome }) => outcome.kind === 'judged')];
  return (
    <>
      <NoticeList title={t('notices.title')} notices={unused} className="notices" />
      <NoticeList title={t('notices.judged')} notices={judged} className="moved" />
    </>
  );
}

function NoticeList({ title, notices, className }: Readonly<{ title: string; notices: readonly Notice[]; className: string }>) {
  const { t } = useMessages();
  if (notices.length === 0) return null;
  return (
    <section className={className} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {notices.slice(0, 5).map((notice) => (
          <li key={notice.mutationId}>
            <b>{notice.source ?? notice.mutationId}</b>{' '}
            {outcomeWords(notice, t)}
          </li>
        ))}
      </ul>
      {notices.length > 5 && <p>{t('notices.more', { count: notices.length - 5 })}</p>}
    </section>
  );
}
