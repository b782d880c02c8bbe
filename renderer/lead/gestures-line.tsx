import { useMemo } from 'react';
import type { Notice } from '../../shared/domain/notice';
import type { RefusedReason } from '../../shared/domain/outcome';
import { noticesOf } from '../store/queries';
import { useLive } from '../store/use-live';
import { useCentreNowMs } from '../ui/centre-clock';
import { failureWords } from '../ui/failure-words';
import { clockTime, wholeNumber } from '../ui/format';
import { useMessages } from '../ui/messages';
import { useFloorDesk } from './floor-desk';
import { useFloor } from './floor-state';
import { gestureState, useGestures, type Gesture } from './move-work';

const SHOWN_GESTURES = 3;
const SHOWN_NAMES = 4;
/** What is older belongs to another shift. */
const SHOWN_FOR_MS = 10 * 60 * 60_000;

type PassedOverOutcome = Extract<Notice['outcome'], { kind: 'passedOver' }>;

/** What was moved here last and what became of it, and of which items the centre had moved on. */
export function GesturesLine({ leadId }: Readonly<{ leadId: string }>) {
  const { t } = useMessages();
  const gestures = useGestures((s) => s.gestures);
  // Whether a move is settled is told by the floor.
  useFloor((s) => s.view);
  const query = useMemo(() => noticesOf(leadId), [leadId]);
  const nowMs = useCentreNowMs();
  const notices = (useLive(query) ?? []).filter(({ receivedAtUtc }) => nowMs - Date.parse(receivedAtUtc) < SHOWN_FOR_MS);
  const refused = new Map(notices.flatMap(({ mutationId, outcome }) => (outcome.kind === 'refused' ? [[mutationId, outcome.reason] as const] : [])));
  const stayed = stayedByGesture(notices);
  if (gestures.length === 0 && stayed.length === 0) return null;
  return (
    <section className="gestures" aria-label={t('gestures.title')}>
      <ul aria-live="polite">
        {gestures.slice(0, SHOWN_GESTURES).map((gesture) => <li key={gesture.id} data-testid="gesture"><GestureWords gesture={gesture} refused={refused} /></li>)}
      </ul>
      {stayed.length > 0 && (
        <ul aria-live="polite">
          {stayed.slice(0, SHOWN_GESTURES).map((each) => <li key={each.gestureId} className="gesture-stayed"><StayedWords stayed={each} /></li>)}
          {stayed.length > SHOWN_GESTURES && <li>{t('notices.more', { count: stayed.length - SHOWN_GESTURES })}</li>}
        </ul>
      )}
    </section>
  );
}

function GestureWords({ gesture, refused }: Readonly<{ gesture: Gesture; refused: ReadonlyMap<string, RefusedReason> }>) {
  const { t, language } = useMessages();
  const people = useFloorDesk((s) => s.desk?.people);
  const targets = [...new Set(gesture.moves.map(({ toOperatorId }) => toOperatorId))];
  const to = targets.length > 1 ? t('gestures.several', { count: targets.length }) : targets[0] == null ? t('floor.pool') : (people?.get(targets[0])?.name ?? '');
  const state = gestureState(gesture, new Set(refused.keys()));
  const reason = gesture.moves.map(({ id }) => refused.get(id)).find((each) => each !== undefined);
  const words = { count: gesture.itemCount, shown: wholeNumber(gesture.itemCount, language), to, at: clockTime(new Date(gesture.atMs).toISOString(), language) };
  return (
    <>
      {t(gesture.undoes === null ? 'gestures.moved' : 'gestures.undone', words)}{' '}
      <span className={`badge gesture-${state}`}>{t(`gestures.state.${state}`)}</span>
      {reason !== undefined && <> <span className="word-error">{t(reason === 'unknownOperator' ? 'gestures.notThere' : 'gestures.refused')}</span></>}
      {gesture.failure !== null && <> <span className="word-error">{failureWords(gesture.failure, t)}</span></>}
    </>
  );
}

type Stayed = Readonly<{ gestureId: string; atUtc: string; items: PassedOverOutcome['items'] }>;

/** A gesture is many mutations, and each has its notice. */
function stayedByGesture(notices: readonly Notice[]): readonly Stayed[] {
  const gestures = new Map<string, Stayed>();
  for (const { outcome, receivedAtUtc } of notices) {
    if (outcome.kind !== 'passedOver') continue;
    const before = gestures.get(outcome.gestureId);
    gestures.set(outcome.gestureId, { gestureId: outcome.gestureId, atUtc: before?.atUtc ?? receivedAtUtc, items: [...(before?.items ?? []), ...outcome.items] });
  }
  return [...gestures.values()];
}

function StayedWords({ stayed: { items, atUtc } }: Readonly<{ stayed: Stayed }>) {
  const { t, language } = useMessages();
  const names = items.slice(0, SHOWN_NAMES).map(({ source, itemId, reason }) => `${source ?? itemId} (${t(`passedOver.${reason}`)})`).join(', ');
  const more = items.length > SHOWN_NAMES ? ` ${t('notices.more', { count: items.length - SHOWN_NAMES })}` : '';
  return <>{clockTime(atUtc, language)} {t('gestures.stayed', { count: items.length, shown: wholeNumber(items.length, language), names })}{more}</>;
}
