import { useMemo } from 'react';
import type { Notice } from '../../shared/domain/notice';
import { noticesOf } from '../store/queries';
import { useLive } from '../store/use-live';
import { failureWords } from '../ui/failure-words';
import { clockTime, wholeNumber } from '../ui/format';
import { useMessages } from '../ui/messages';
import { useFloorDesk } from './floor-desk';
import { useFloor } from './floor-state';
import { gestureState, useGestures, type Gesture } from './move-work';

const SHOWN_GESTURES = 3;
const SHOWN_NAMES = 4;

/** What was moved here last and what became of it, and of which items the centre had moved on. */
export function GesturesLine({ leadId }: Readonly<{ leadId: string }>) {
  const { t } = useMessages();
  const gestures = useGestures((s) => s.gestures);
  // Whether a move is settled is told by the floor.
  useFloor((s) => s.view);
  const query = useMemo(() => noticesOf(leadId), [leadId]);
  const stayed = (useLive(query) ?? []).filter(({ outcome }) => outcome.kind === 'passedOver');
  if (gestures.length === 0 && stayed.length === 0) return null;
  return (
    <section className="gestures" aria-label={t('gestures.title')}>
      <ul aria-live="polite">
        {gestures.slice(0, SHOWN_GESTURES).map((gesture) => <li key={gesture.id} data-testid="gesture"><GestureWords gesture={gesture} /></li>)}
      </ul>
      {stayed.length > 0 && <ul>{stayed.slice(0, SHOWN_GESTURES).map((notice) => <li key={notice.mutationId} className="gesture-stayed"><StayedWords notice={notice} /></li>)}</ul>}
    </section>
  );
}

function GestureWords({ gesture }: Readonly<{ gesture: Gesture }>) {
  const { t, language } = useMessages();
  const people = useFloorDesk((s) => s.desk?.people);
  const targets = [...new Set(gesture.moves.map(({ toOperatorId }) => toOperatorId))];
  const to = targets.length > 1 ? t('gestures.several', { count: targets.length }) : targets[0] == null ? t('floor.pool') : (people?.get(targets[0])?.name ?? '');
  const state = gestureState(gesture);
  const words = { count: gesture.itemCount, shown: wholeNumber(gesture.itemCount, language), to, at: clockTime(new Date(gesture.atMs).toISOString(), language) };
  return (
    <>
      {t(gesture.undoes === null ? 'gestures.moved' : 'gestures.undone', words)}{' '}
      <span className={`badge gesture-${state}`}>{t(`gestures.state.${state}`)}</span>
      {gesture.failure !== null && <> <span className="word-error">{failureWords(gesture.failure, t)}</span></>}
    </>
  );
}

/** One notice a mutation: its items by what became of them. */
function StayedWords({ notice }: Readonly<{ notice: Notice }>) {
  const { t, language } = useMessages();
  if (notice.outcome.kind !== 'passedOver') return null;
  const { items } = notice.outcome;
  const names = items.slice(0, SHOWN_NAMES).map(({ source, itemId, reason }) => `${source ?? itemId} (${t(`passedOver.${reason}`)})`).join(', ');
  const more = items.length > SHOWN_NAMES ? ` ${t('notices.more', { count: items.length - SHOWN_NAMES })}` : '';
  return <>{t('gestures.stayed', { count: items.length, shown: wholeNumber(items.length, language), names })}{more}</>;
}
