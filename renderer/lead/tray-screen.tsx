import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { CommandKey } from '../commands/command-key';
import { SourceViewer } from '../source/source-viewer';
import { batchNames, people } from '../store/queries';
import { trayRows, type TrayRow } from '../store/tray';
import { useLive } from '../store/use-live';
import { failureWords } from '../ui/failure-words';
import { dayAndTime } from '../ui/format';
import { useMessages, type MessageKey } from '../ui/messages';
import { EmptyRoom } from './empty-room';
import { NotJudgedWords } from './not-judged';
import { TrayComparison } from './tray-comparison';
import { TrayList, type TrayNames } from './tray-list';
import { closeOpened, showTray, useTray } from './tray-state';

/** The tray of kept work: late and losing entries beside what has settled their items, for a lead to decide on. */
export function TrayScreen({ leadId }: Readonly<{ leadId: string }>) {
  const { t } = useMessages();
  const rows = useLive(useMemo(() => trayRows(), []));
  const everybody = useLive(useMemo(() => people(), []));
  const batches = useLive(useMemo(() => batchNames(), []));
  const active = useTray((s) => s.rows?.find(({ entry }) => entry.id === s.activeId) ?? null);
  useEffect(() => {
    if (rows !== undefined) showTray(rows);
  }, [rows]);
  // Whoever leaves the room leaves nothing readable behind.
  useEffect(() => closeOpened, []);
  const room = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) room.current?.focus();
  });
  const names = everybody !== undefined && batches !== undefined ? { people: everybody, batches } : null;
  const undecided = (rows ?? []).filter(({ entry }) => entry.decided === null).length;
  return (
    <main className="tray" ref={room} tabIndex={-1} aria-label={t('tray.title')} onKeyDown={(event) => event.key === 'Tab' && event.preventDefault()}>
      <header className="room-head">
        <h1>{t('tray.title')}</h1>
        {rows !== undefined && <p className="crumbs" data-testid="tray-count">{t('tray.count', { count: undecided })}</p>}
        {active !== null && <Hints />}
        <span className="hints"><CommandKey id="station.floor" /> {t('hint.floor')}</span>
      </header>
      <NotJudgedWords leadId={leadId} />
      {rows !== undefined && rows.length > 0 && names !== null
        ? <div className="tray-parts"><TrayList rows={rows} names={names} />{active !== null && <Detail row={active} names={names} />}</div>
        : <EmptyRoom label={t('tray.title')} isLoading={rows === undefined || names === null} empty="empty.tray" offline="empty.trayOffline" />}
    </main>
  );
}

const HINTS: readonly (readonly [command: string, text: MessageKey])[] = [
  ['tray.open', 'hint.openKept'], ['tray.promote', 'hint.promote'], ['tray.secondKey', 'hint.secondKey'], ['tray.close', 'hint.closeKept'], ['tray.differences', 'hint.differences'],
];

function Hints() {
  const { t } = useMessages();
  return <p className="hints">{HINTS.map(([command, text]) => <span key={command}><CommandKey id={command} /> {t(text)}</span>)}</p>;
}

/** The focused entry: its envelope, and once it was opened both entries and the source. */
function Detail({ row, names }: Readonly<{ row: TrayRow; names: TrayNames }>) {
  const { t } = useMessages();
  const { opened, opening, failure, unsaved, onlyDifferences } = useTray();
  const person = (id: string): string => names.people.get(id)?.name ?? '';
  const isOpened = opened?.keptId === row.entry.id;
  return (
    <div className={isOpened ? 'tray-detail tray-opened' : 'tray-detail'}>
      <div className="tray-entry">
        <Envelope row={row} person={person} />
        {unsaved?.keptId === row.entry.id && <p className="word word-warn" role="alert">{failureWords(unsaved.failure, t)}</p>}
        {opening && <p className="word word-calm" role="status">{t('tray.opening')}</p>}
        {failure !== null && <p className="word word-warn" role="alert">{t(failure.kind === 'unreachable' ? 'tray.offline' : 'tray.notOpened')} {failure.kind !== 'unreachable' && failureWords(failure, t)}</p>}
        {!isOpened && !opening && failure === null && <p className="word word-calm"><CommandKey id="tray.open" /> {t('tray.howToOpen')}</p>}
        {isOpened && <TrayComparison opened={opened} keptBy={person(row.entry.operatorId)} isWinner={row.winner?.mutationId === row.entry.id} wonBy={row.winner === null || row.winner.mutationId === row.entry.id ? null : person(row.winner.operatorId)} onlyDifferences={onlyDifferences} />}
      </div>
      {isOpened && opened.batch !== null && <SourceViewer item={opened.item} batch={opened.batch} />}
    </div>
  );
}

function Envelope({ row: { entry, winner, waiting }, person }: Readonly<{ row: TrayRow; person: (id: string) => string }>) {
  const { t, language } = useMessages();
  const { wallUtc, offsetMs } = entry.capturedAt;
  const keyedAtUtc = new Date(Date.parse(wallUtc) + (offsetMs ?? 0)).toISOString();
  return (
    <section className="tray-envelope" aria-label={t('tray.envelope')}>
      <h2>{entry.source}</h2>
      <p>{t('tray.keyed', { name: person(entry.operatorId), at: dayAndTime(keyedAtUtc, language), received: dayAndTime(entry.receivedAtUtc, language) })}</p>
      <p>{t(`tray.why.${entry.reason}`)} {entry.rejectedFor !== undefined && t('tray.rejected', { reason: t(`reject.${entry.rejectedFor}`) })}</p>
      {entry.decided?.verdict !== 'promote' && <p>{winner === null ? t('tray.itemOpen') : t('tray.wonBy', { name: person(winner.operatorId) })}</p>}
      {entry.decided !== null && <p data-testid="tray-decided">{t(`tray.decided.${entry.decided.verdict}`, { name: person(entry.decided.byOperatorId), at: dayAndTime(entry.decided.atUtc, language) })}</p>}
      {waiting !== null && <p role="status" data-testid="tray-waiting">{t('tray.waits')}</p>}
    </section>
  );
}
