import { beforeEach, describe, expect, it } from 'vitest';
import { closeCodeHelp, helpWithCode, isCodeHelpOpen } from '../../../../renderer/entry/code-help';
import { keyNote, keyText, redo, rewordEntry, settleBox, showEntry, undo, useEntry, type KeyableWork } from '../../../../renderer/entry/entry-state';
import { forgetVisits, noteFocus, noteWentOn, useFocus, wasVisited } from '../../../../renderer/entry/focus-state';
import { emptyKeyed } from '../../../../shared/forms/keying/keyed';
import { planOf } from '../../../support/plan-of';

const plan = planOf({
  v: 2, workType: 'x', title: 'X', codeLists: { units: { hash: '0'.repeat(64) } },
  parts: [{ kind: 'code', id: 'unit', label: 'Unit', list: 'units' }, { kind: 'money', id: 'total', label: 'Total' }, { kind: 'text', id: 'name', label: 'Name', maxLength: 9 }],
}, { units: { columns: ['code', 'label'], entries: [['PC', 'Piece'], ['PK', 'Pack']] } });

/** Of its work the entry's own state reads only the plan. */
const workOf = (): KeyableWork => ({ plan }) as KeyableWork;
const open = (): void => showEntry(workOf(), { mutationId: 'm', keyed: emptyKeyed('en'), effort: null, revision: 0 });
const key = (address: string, text: string): void => {
  keyText(address, text);
  settleBox(address);
};

beforeEach(open);

describe('what is taken back', () => {
  it('leaves the note alone', () => {
    key('name', 'Ann');
    keyNote('Page torn.');
    expect(undo()).toBe('name');
    expect(useEntry.getState().keyed).toMatchObject({ texts: {}, note: 'Page torn.' });
    keyNote('Page torn off.');
    redo();
    expect(useEntry.getState().keyed).toMatchObject({ texts: { name: 'Ann' }, note: 'Page torn off.' });
  });

  it('stands in the language of now, so that it means the same as before', () => {
    key('total', '1.250');
    key('name', 'Ann');
    rewordEntry('it');
    undo();
    expect(useEntry.getState().keyed).toMatchObject({ texts: { total: '1,250' }, language: 'it' });
  });
});

describe('another entry on screen', () => {
  it('begins without the code help of the one before', () => {
    helpWithCode('unit', 'p');
    expect(isCodeHelpOpen()).toBe(true);
    open();
    expect(isCodeHelpOpen()).toBe(false);
    closeCodeHelp();
  });

  it('swallows no Enter for a box of the one before', () => {
    noteFocus('name');
    noteWentOn('total');
    forgetVisits();
    expect([useFocus.getState().wentOnFrom, wasVisited('name')]).toEqual([null, false]);
  });
});

it('an Enter is swallowed only in the box that the entry went on to by itself', () => {
  noteFocus('total');
  noteWentOn('unit');
  noteFocus('total');
  expect(useFocus.getState().wentOnFrom).toBe('unit');
  noteFocus('name');
  expect(useFocus.getState().wentOnFrom).toBeNull();
});
