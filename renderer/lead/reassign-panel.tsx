import { useMemo, useState } from 'react';
import { Autocomplete, Button, Heading, Input, ListBox, ListBoxItem, SearchField, Text, useFilter } from 'react-aria-components';
import { moveReasonSchema, type MoveReason } from '../../shared/domain/reasons';
import { closePanel } from '../commands/panels';
import { wholeNumber } from '../ui/format';
import { KeyChord } from '../ui/key-chord';
import { useMessages, type Translate } from '../ui/messages';
import type { FloorDesk } from './floor-desk';
import { isAskedFor } from './floor-policies';
import { chooseNone, chosenItems, POOL, subjects } from './floor-focus';
import { FloorPanel, type FloorPanelParts } from './floor-panel';
import { effectOf, movesOf, pilesOf, thoseThere, transfersOf, type Choice, type Pile } from './move-choices';
import { EffectWords } from './effect-words';
import { moveWork } from './move-work';

/** As many names as one sees at a glance; what each would do to the deadlines is worked out for these only. */
const SHOWN_NAMES = 8;

const SPLIT = { kind: 'split' } as const;
const BACK = { kind: 'pool' } as const;

/** Reasons that a lead gives; to take back is a command of its own. */
const REASONS = moveReasonSchema.options.filter((reason) => reason !== 'undo');

/** Asks who is to have the chosen items, and says of each what it does to the deadlines. */
export function ReassignPanel({ leadId }: Readonly<{ leadId: string }>) {
  return <FloorPanel panel="reassign" leadId={leadId} Content={Reassign} />;
}

function Reassign({ leadId, desk }: FloorPanelParts) {
  const { t, language } = useMessages();
  const [items] = useState(chosenItems);
  const [piles] = useState(() => pilesOf(items));
  const [about] = useState(subjects);
  const [text, setText] = useState('');
  const [hard, setHard] = useState(false);
  const [reason, setReason] = useState<MoveReason>(about.list === 'operators' && !about.ids.has(POOL) ? 'absent' : 'deadline');
  const choices = useChoices(desk, text, about.list === 'operators' ? about.ids : new Set(), piles.some(({ batchId, from }) => from !== null && isAskedFor(batchId, desk.names)));
  const run = (choice: Choice): void => {
    // The panel's going draws all that has changed at once.
    void moveWork(leadId, transfersOf(movesOf(choice, piles, desk), piles), { hard, reason }, desk.nowMs);
    chooseNone();
    closePanel();
  };
  // Whoever has typed a name and gone on to the reason goes on from there.
  const [first] = choices;
  const batchCount = new Set(piles.map(({ batchId }) => batchId)).size;
  return (
    <>
      <Heading slot="title">{t('reassign.title', { count: items.length, shown: wholeNumber(items.length, language) })}</Heading>
      <p className="panel-text">{t('reassign.from', { count: batchCount })}</p>
      {items.length === 0 ? <p>{t('reassign.nothing')}</p> : (
        <>
          <Autocomplete inputValue={text} onInputChange={setText} filter={() => true}>
            <SearchField aria-label={t('reassign.to')} autoFocus className="palette-search"><Input placeholder={t('reassign.to')} /></SearchField>
            <ListBox aria-label={t('reassign.choices')} className="command-list" selectionMode="none" renderEmptyState={() => t('palette.none')}
              onAction={(id) => run(choiceOf(String(id)))}>
              {choices.map((choice) => <ChoiceLine key={idOf(choice)} choice={choice} piles={piles} desk={desk} />)}
            </ListBox>
          </Autocomplete>
          <label className="panel-line">{t('reassign.reason')}{' '}
            <select value={reason} onChange={(event) => setReason(REASONS.find((each) => each === event.target.value) ?? 'other')}>
              {REASONS.map((each) => <option key={each} value={each}>{t(`reason.${each}`)}</option>)}
            </select>
          </label>
          <label className="panel-line"><input type="checkbox" checked={hard} onChange={(event) => setHard(event.target.checked)} /> {t('reassign.hard')}</label>
          <p className="panel-text">{t(hard ? 'reassign.hardText' : 'reassign.softText')}</p>
        </>
      )}
      <p className="panel-buttons">
        {text !== '' && first !== undefined && <Button className="button-main" onPress={() => run(first)}>{t('reassign.run', { name: labelOf(first, desk, t) })}</Button>}
        <Button onPress={closePanel}>{t('panel.cancel')} <KeyChord words={['Esc']} /></Button>
      </p>
    </>
  );
}

/** Operators by name, those who are there and hold least first; then the ways that name nobody. */
function useChoices(desk: FloorDesk, text: string, from: ReadonlySet<string>, mayGoBack: boolean): readonly Choice[] {
  const { contains } = useFilter({ sensitivity: 'base' });
  const { t } = useMessages();
  return useMemo(() => {
    const there = new Set(thoseThere(desk));
    const heldOf = (id: string): number => desk.outlook.operators.get(id)?.heldCount ?? 0;
    const found = [...desk.people.values()]
      .filter(({ id, state, role, name, login }) => state === 'active' && role === 'operator' && !(from.size === 1 && from.has(id)) && (contains(name, text) || contains(login, text)))
      .toSorted((a, b) => Number(there.has(b.id)) - Number(there.has(a.id)) || heldOf(a.id) - heldOf(b.id) || a.name.localeCompare(b.name));
    return [
      ...found.slice(0, SHOWN_NAMES).map(({ id }): Choice => ({ kind: 'operator', operatorId: id })),
      ...[SPLIT].filter((choice) => there.size > 0 && contains(labelOf(choice, desk, t), text)),
      ...[BACK].filter((choice) => mayGoBack && contains(labelOf(choice, desk, t), text)),
    ];
  }, [desk, text, from, mayGoBack, contains, t]);
}

function ChoiceLine({ choice, piles, desk }: Readonly<{ choice: Choice; piles: readonly Pile[]; desk: FloorDesk }>) {
  const { t, language } = useMessages();
  const effect = useMemo(() => (isQuicklyWeighed(choice, piles) ? effectOf(movesOf(choice, piles, desk), desk) : null), [choice, piles, desk]);
  const label = labelOf(choice, desk, t);
  const isThere = choice.kind !== 'operator' || thoseThere(desk).includes(choice.operatorId);
  const held = choice.kind === 'operator' ? t('reassign.holds', { shown: wholeNumber(desk.outlook.operators.get(choice.operatorId)?.heldCount ?? 0, language) }) : '';
  return (
    <ListBoxItem id={idOf(choice)} textValue={label}>
      <Text slot="label" className="command-line"><span>{label} <small>{held}{!isThere && ` · ${t('reassign.notThere')}`}</small></span>{effect !== null && <EffectWords effect={effect} desk={desk} />}</Text>
    </ListBoxItem>
  );
}

/** To split deals out item by item: of more than this the effect is not worked out beforehand. */
const WEIGHED_SPLIT_ITEMS = 5_000;

function isQuicklyWeighed({ kind }: Choice, piles: readonly Pile[]): boolean {
  return kind !== 'split' || piles.reduce((sum, { items }) => sum + items.length, 0) <= WEIGHED_SPLIT_ITEMS;
}

function labelOf(choice: Choice, desk: FloorDesk, t: Translate): string {
  switch (choice.kind) {
    case 'operator':
      return desk.people.get(choice.operatorId)?.name ?? choice.operatorId;
    case 'split':
      return t('reassign.split', { count: thoseThere(desk).length });
    case 'pool':
      return t('reassign.pool');
    default:
      return choice satisfies never;
  }
}

function idOf(choice: Choice): string {
  return choice.kind === 'operator' ? choice.operatorId : choice.kind;
}

function choiceOf(id: string): Choice {
  return [SPLIT, BACK].find(({ kind }) => kind === id) ?? { kind: 'operator', operatorId: id };
}
