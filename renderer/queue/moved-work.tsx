import { useMemo } from 'react';
import { movedFrom, people, type MovedAway } from '../store/queries';
import { useLive } from '../store/use-live';
import { useCentreNowMs } from '../ui/centre-clock';
import { clockTime } from '../ui/format';
import { useMessages } from '../ui/messages';

/** What was moved longer ago belongs to another shift. */
const SHOWN_FOR_MS = 10 * 60 * 60_000;
const SHOWN_GROUPS = 4;
const SHOWN_NAMES = 5;

/** Says calmly what a lead, or the centre, took out of this queue and who has it now; drafts of it are kept. */
export function MovedWork({ operatorId }: Readonly<{ operatorId: string }>) {
  const { t, language } = useMessages();
  const moved = useLive(useMemo(() => movedFrom(operatorId), [operatorId]));
  const everybody = useLive(useMemo(() => people(), []));
  const nowMs = useCentreNowMs();
  const recent = (moved ?? []).filter((each) => nowMs - Date.parse(each.moved.atUtc) < SHOWN_FOR_MS);
  if (recent.length === 0 || everybody === undefined) return null;
  const name = (id: string | null): string => (id === null ? t('floor.pool') : (everybody.get(id)?.name ?? ''));
  const groups = groupsOf(recent);
  const title = t(recent.every((each) => each.moved.byOperatorId === null) ? 'moved.titlePool' : 'moved.title');
  const drafts = recent.filter(({ hasDraft }) => hasDraft).map(({ source }) => source);
  return (
    <section className="moved" aria-label={title} data-testid="moved-work">
      <h2>{title}</h2>
      <ul>
        {groups.slice(0, SHOWN_GROUPS).map(([first, count]) => (
          <li key={`${first.moved.toOperatorId}|${first.moved.byOperatorId}|${first.moved.atUtc}`}>
            {first.moved.byOperatorId === null
              ? t('moved.abandoned', { count, at: clockTime(first.moved.atUtc, language) })
              : t('moved.items', { count, to: name(first.moved.toOperatorId), by: name(first.moved.byOperatorId), at: clockTime(first.moved.atUtc, language) })}
          </li>
        ))}
        {groups.length > SHOWN_GROUPS && <li>{t('notices.more', { count: groups.length - SHOWN_GROUPS })}</li>}
      </ul>
      {drafts.length > 0 && <p>{t('moved.drafts', { names: drafts.slice(0, SHOWN_NAMES).join(', ') })}{drafts.length > SHOWN_NAMES && ` ${t('notices.more', { count: drafts.length - SHOWN_NAMES })}`}</p>}
    </section>
  );
}

/** What one lead moved to one colleague within the same minute is one line. */
function groupsOf(moved: readonly MovedAway[]): readonly (readonly [MovedAway, number])[] {
  const groups = new Map<string, [MovedAway, number]>();
  for (const each of moved) {
    const { toOperatorId, byOperatorId, atUtc } = each.moved;
    const key = [toOperatorId, byOperatorId, atUtc.slice(0, 'yyyy-mm-ddThh:mm'.length)].join('|');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each, 1]);
    else group[1] += 1;
  }
  return [...groups.values()];
}
