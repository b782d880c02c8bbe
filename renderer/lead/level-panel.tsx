import { useState } from 'react';
import { Button, Heading } from 'react-aria-components';
import { levelFloor } from '../../shared/domain/floor/level-floor';
import { closePanel } from '../commands/panels';
import { wholeNumber } from '../ui/format';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { EffectWords } from './effect-words';
import { POOL } from './floor-focus';
import { FloorPanel, type FloorPanelParts } from './floor-panel';
import { isAskedFor } from './floor-policies';
import { floor } from './floor-state';
import { effectOf, pilesOf, transfersOf } from './move-choices';
import { moveWork } from './move-work';

/** As many moves as one reads before saying yes. */
const SHOWN_MOVES = 12;

/** Proposes the moves that make most batches timely, and says which cannot be saved. */
export function LevelPanel({ leadId }: Readonly<{ leadId: string }>) {
  return <FloorPanel panel="level" leadId={leadId} Content={Level} />;
}

function Level({ leadId, desk }: FloorPanelParts) {
  const { t, language } = useMessages();
  const [plan] = useState(() => (desk.outlook.medianItemMs === null ? null : levelFloor(desk.outlook.floor, desk.nowMs)));
  // Where nobody could ask for it, what would go to the pool stays where it is.
  const [moves] = useState(() => (plan?.moves ?? []).filter(({ to, batchId }) => to !== null || isAskedFor(batchId, desk.names)));
  const [effect] = useState(() => effectOf(moves, desk));
  const name = (batchId: string): string => desk.names.get(batchId)?.batch ?? batchId;
  const person = (id: string | null): string => (id === null || id === POOL ? t('floor.pool') : (desk.people.get(id)?.name ?? id));
  const run = (): void => {
    closePanel();
    const touched = new Set(moves.map(({ batchId, from }) => `${batchId}|${from ?? POOL}`));
    const items = floor.openItems((item) => touched.has(`${item.batchId}|${item.assignedTo ?? POOL}`));
    void moveWork(leadId, transfersOf(moves, pilesOf(items)), { hard: false, reason: 'deadline' }, desk.nowMs);
  };
  const lost = [...(plan?.lost ?? []), ...(plan?.givenUp ?? [])];
  return (
    <>
      <Heading slot="title">{t('level.title')}</Heading>
      {plan === null && <p>{t('level.noPace')}</p>}
      {plan !== null && moves.length === 0 && <p>{t('level.nothing')}</p>}
      {moves.length > 0 && <p><EffectWords effect={effect} desk={desk} /></p>}
      {effect.saved.length > 0 && <p>{t('level.saved', { names: effect.saved.map(name).join(', ') })}</p>}
      {lost.length > 0 && <p className="word word-warn">{t('level.lost', { names: lost.map(name).join(', ') })}</p>}
      <ul className="level-moves">
        {moves.slice(0, SHOWN_MOVES).map(({ batchId, from, to, count }) => (
          <li key={`${batchId}|${from ?? ''}|${to ?? ''}`}>{t('level.move', { count, shown: wholeNumber(count, language), batch: name(batchId), from: person(from), to: person(to) })}</li>
        ))}
      </ul>
      {moves.length > SHOWN_MOVES && <p className="panel-text">{t('level.more', { count: moves.length - SHOWN_MOVES })}</p>}
      <p className="panel-buttons">
        {moves.length > 0 && <Button className="button-main" autoFocus onPress={run}>{t('level.run')} <KeyChord words={['Enter']} /></Button>}
        <Button autoFocus={moves.length === 0} onPress={closePanel}>{t('panel.cancel')} <KeyChord words={['Esc']} /></Button>
      </p>
    </>
  );
}
