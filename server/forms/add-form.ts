import { formHash, type Form } from '../../shared/forms/form';
import { Codes, codeListHash, folded, MAX_LIST_CHARACTERS, type CodeList } from '../../shared/forms/code-list';
import { planForm } from '../../shared/forms/form-plan';
import type { AddedForm } from '../../shared/protocol/admin';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import { formMistakes, planMistakes } from './form-mistakes';

/** Takes a form in as the current one of its work type; batches that are there keep theirs. The same form again changes nothing but what is current. */
export async function addForm(centre: Centre, form: Form, lists: readonly CodeList[]): Promise<Result<AddedForm>> {
  const byHash = new Map(lists.map((list) => [codeListHash(list), list]));
  const named = Object.entries(form.codeLists ?? {});
  const missing = named.filter(([, { hash }]) => !byHash.has(hash)).map(([id]) => id);
  if (missing.length > 0) return failed('badRequest', `The form names code lists that did not come with it: ${missing.join(', ')}.`);
  const listFaults = lists.flatMap(faultsOf);
  if (listFaults.length > 0) return failed('badRequest', 'A code list has mistakes; nothing was taken.', { details: listFaults.slice(0, 20) });
  const mistakes = mistakesOf(form, new Map(named.flatMap(([id, { hash }]) => {
    const list = byHash.get(hash);
    return list === undefined ? [] : [[id, new Codes(list)] as const];
  })));
  if (mistakes.length > 0) return failed('badRequest', 'The form has mistakes; nothing of it was taken.', { details: mistakes });
  const hash = formHash(form);
  const isNew = (await centre.store.batches.form(hash)) === null;
  await centre.store.batches.addForms([{ hash, form }], [...byHash].map(([listHash, list]) => ({ hash: listHash, list })));
  const current = (await centre.store.batches.currentForms()).find((each) => each.form.workType === form.workType);
  return done({ workType: form.workType, hash, isNew, isCurrent: current?.hash === hash });
}

/** What the command line would not have sent: a list that is too long, uneven, or has a code twice. */
function faultsOf({ columns, entries }: CodeList): readonly string[] {
  const codes = new Set<string>();
  const sizeCharacters = entries.reduce((sum, entry) => sum + entry.join(',').length, 0);
  const uneven = entries.filter((entry) => entry.length !== columns.length || entry[0] === '' || entry[1] === '');
  const doubled = entries.filter(([code = '']) => codes.size === codes.add(folded(code)).size);
  return [
    ...(sizeCharacters <= MAX_LIST_CHARACTERS ? [] : [`a list is longer than ${MAX_LIST_CHARACTERS} characters`]),
    ...uneven.map(([code]) => `the entry “${code}” has not a cell for each of ${columns.length} columns, or no code or label`),
    ...doubled.map(([code]) => `the code “${code}” is there twice`),
  ];
}

function mistakesOf(form: Form, codes: ReadonlyMap<string, Codes>): string[] {
  const own = formMistakes(form);
  if (own.length > 0) return own.map(wordsOf);
  const planned = planForm(form, codes);
  return (planned.ok ? planMistakes(planned.plan) : planned.mistakes).map(wordsOf);
}

function wordsOf({ path, message }: ReturnType<typeof formMistakes>[number]): string {
  return `${path.join('.')}: ${message}`.slice(0, 1000);
}
