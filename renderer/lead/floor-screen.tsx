import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Operator } from '../../shared/domain/operator';
import { CommandKey } from '../commands/command-key';
import { useIndexState } from '../store/index-client';
import { batchNames, people, shiftPlans } from '../store/queries';
import { sessionsSince } from '../store/session-queries';
import { undecidedCount } from '../store/tray';
import { useLive } from '../store/use-live';
import { centreNowMs, useCentreNowMs } from '../ui/centre-clock';
import { wholeNumber } from '../ui/format';
import { useMessages, type MessageKey } from '../ui/messages';
import { ItemsList } from './items-list';
import { ChartsPanel } from './charts-panel';
import { BatchesList } from './batches-list';
import { hasRows, setFloorDesk, useFloorDesk, type FloorDesk } from './floor-desk';
import { EmptyRoom } from './empty-room';
import { FloorFigures } from './floor-figures';
import { POOL, showList, useFloorFocus } from './floor-focus';
import { followFloor, useFloor } from './floor-state';
import { GesturesLine } from './gestures-line';
import { LevelPanel } from './level-panel';
import { NotesPanel } from './notes-panel';
import { OperatorPanel } from './operator-panel';
import { sessionsFromMs } from './operator-presence';
import { OperatorsList } from './operators-list';
import { ReassignPanel } from './reassign-panel';

/** The lead's room: the floor in numbers, its batches and its people, and the work in between to be moved. */
export function FloorScreen({ lead }: Readonly<{ lead: Operator }>) {
  const { t, language } = useMessages();
  const desk = useFloorDesk((s) => s.desk);
  const room = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) room.current?.focus();
  });
  const isShown = hasRows(desk);
  return (
    <>
      <FloorData />
      <main className="floor" ref={room} tabIndex={-1} aria-label={t('floor.title')} onKeyDown={(event) => event.key === 'Tab' && event.preventDefault()}>
        <header className="room-head">
          <h1>{t('floor.title')}</h1>
          {desk !== null && desk.view.waitingCount > 0 && <p className="crumbs" data-testid="floor-waiting">{t('floor.waiting', { count: desk.view.waitingCount, shown: wholeNumber(desk.view.waitingCount, language) })}</p>}
          <KeptCrumb />
          {isShown && <Hints />}
        </header>
        {desk !== null && <FloorFigures desk={desk} />}
        <GesturesLine leadId={lead.id} />
        {desk !== null && isShown ? <FloorLists desk={desk} /> : <EmptyFloor isLoading={desk === null} />}
      </main>
      <ReassignPanel leadId={lead.id} />
      <LevelPanel leadId={lead.id} />
      <OperatorPanel leadId={lead.id} />
      <NotesPanel leadId={lead.id} />
      <ChartsPanel leadId={lead.id} />
    </>
  );
}

/** Whether kept work waits for a lead, and the way to it. */
function KeptCrumb() {
  const { t } = useMessages();
  const count = useLive(useMemo(() => undecidedCount(), []));
  if (count === undefined || count === 0) return null;
  return <p className="crumbs" data-testid="floor-kept"><CommandKey id="station.tray" /> {t('tray.onFloor', { count })}</p>;
}

const HINTS: readonly (readonly [command: string, text: MessageKey])[] = [
  ['floor.choose', 'hint.choose'], ['floor.chooseAll', 'hint.chooseAll'], ['floor.otherList', 'hint.otherList'], ['floor.reassign', 'hint.reassign'], ['floor.level', 'hint.level'], ['floor.undo', 'hint.undoMove'],
  ['floor.items', 'hint.items'], ['floor.charts', 'hint.charts'], ['floor.operator', 'hint.operator'], ['floor.notes', 'hint.notes'],
];

/** What there is no way to while items are listed one by one. */
const OF_LISTS: readonly string[] = ['floor.otherList', 'floor.items', 'floor.operator'];

function Hints() {
  const { t } = useMessages();
  const isWithin = useFloorFocus((s) => s.within !== null);
  const shown = HINTS.filter(([command]) => !isWithin || !OF_LISTS.includes(command));
  return <p className="hints">{shown.map(([command, text]) => <span key={command}><CommandKey id={command} /> {t(text)}</span>)}</p>;
}

/** Keeps what the lists read up to date; apart from them, so that they are drawn once for each change. */
function FloorData(): null {
  const builds = useIndexState((s) => s.builds);
  useEffect(() => followFloor(), [builds]);
  const everybody = useLive(useMemo(() => people(), []));
  const names = useLive(useMemo(() => batchNames(), []));
  const view = useFloor((s) => s.view);
  const plans = useLive(useMemo(() => shiftPlans(), []));
  const [sinceMs] = useState(() => sessionsFromMs(centreNowMs()));
  const sessions = useLive(useMemo(() => sessionsSince(sinceMs), [sinceMs]));
  const nowMs = useCentreNowMs();
  // In the same turn as the view: a move that is made shows with the panel's going, not a frame later.
  useLayoutEffect(() => {
    const isRead = view !== null && everybody !== undefined && names !== undefined && plans !== undefined && sessions !== undefined;
    if (isRead) setFloorDesk(view, everybody, names, nowMs, { sessions, plans });
  }, [view, everybody, names, nowMs, sessions, plans]);
  return null;
}

function FloorLists({ desk }: Readonly<{ desk: FloorDesk }>) {
  useLayoutEffect(() => {
    showList('batches', [...desk.forecast.keys()]);
    showList('operators', [POOL, ...operatorIds(desk)]);
  }, [desk]);
  const isWithin = useFloorFocus((s) => s.within !== null);
  if (isWithin) return <div className="floor-lists floor-items-only"><ItemsList desk={desk} /></div>;
  return (
    <div className="floor-lists">
      {desk.view.openCount > 0 ? <BatchesList desk={desk} /> : <EmptyFloor isLoading={false} />}
      <OperatorsList desk={desk} />
    </div>
  );
}

/** Whoever keys here or holds work, in the order of their names: a list that moves under the eye helps nobody. */
function operatorIds({ outlook, people: everybody }: FloorDesk): readonly string[] {
  const name = (id: string): string => everybody.get(id)?.name ?? id;
  return [...outlook.operators.values()]
    .filter(({ operatorId, heldCount, doneInHour }) => heldCount > 0 || doneInHour > 0 || everybody.get(operatorId)?.state === 'active')
    .map(({ operatorId }) => operatorId).sort((a, b) => name(a).localeCompare(name(b)) || (a < b ? -1 : 1));
}

function EmptyFloor({ isLoading }: Readonly<{ isLoading: boolean }>) {
  const { t } = useMessages();
  return <EmptyRoom label={t('floor.title')} isLoading={isLoading} empty="empty.floor" offline="empty.floorOffline" />;
}
