import { expect, it } from 'vitest';
import { entryCommands } from '../../../../renderer/entry/entry-commands';
import { change, showEntry, type KeyableWork } from '../../../../renderer/entry/entry-state';
import { registerBox } from '../../../../renderer/entry/field-focus';
import { noteFocus, useFocus } from '../../../../renderer/entry/focus-state';
import { emptyKeyed, withoutRow } from '../../../../shared/forms/keying/keyed';
import { planOf } from '../../../support/plan-of';

const plan = planOf({
  v: 2, workType: 'x', title: 'X',
  parts: [{ kind: 'rows', id: 'lines', label: 'Lines', most: 3, fields: [{ kind: 'text', id: 'name', label: 'Name', maxLength: 9 }] }],
});
const commands = entryCommands({ isShown: () => true, operatorId: () => 'o', onLeft: () => undefined });
const run = (id: string): void => commands.find((each) => each.id === id)?.run();

it('a step that is taken again puts the keys into a box that is there, also when the row that it was in is gone', () => {
  showEntry({ plan } as KeyableWork, { mutationId: 'm', keyed: { ...emptyKeyed('en'), rowCounts: { lines: 2 } }, effort: null, revision: 0 });
  for (const address of ['lines.0.name', 'lines.1.name']) registerBox(address, { focus: () => noteFocus(address), select: () => undefined } as HTMLInputElement);
  noteFocus('lines.1.name');
  change((keyed) => withoutRow(keyed, 'lines', 1), 'lines.1.name', ['lines']);
  run('entry.undo');
  expect(useFocus.getState().address).toBe('lines.1.name');
  registerBox('lines.1.name', null);
  run('entry.redo');
  expect(useFocus.getState().address).toBe('lines.0.name');
});
