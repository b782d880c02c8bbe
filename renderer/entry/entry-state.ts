import { create } from 'zustand';
import type { FieldFlag } from '../../shared/domain/entry';
import type { Form } from '../../shared/forms/form';
import type { Problem } from '../../shared/forms/parsed';
import type { DeskFailure } from '../../shared/ipc/desk-failure';
import type { Work } from '../store/queries';

/** What an operator has keyed of an item so far, ready to be put on screen. */
export type Keyed = Readonly<{
  /** The id of the mutation that this will become; minted with the draft. */
  mutationId: string;
  values: Readonly<Record<string, string>>;
  flags: Readonly<Record<string, FieldFlag>>;
  /** The last revision of the draft that was saved; 0 for none. */
  revision: number;
}>;

/** Work with a form that can be keyed. */
export type KeyableWork = Work & Readonly<{ form: Form }>;

export type EntryState = Readonly<{
  work: KeyableWork | null;
  keyed: Keyed;
  /** Field ids in trouble with why; shown once the field was left or the entry was to be submitted. */
  problems: Readonly<Record<string, Problem>>;
  /** Whether something was keyed since the last saved draft. */
  dirty: boolean;
  draftState: 'none' | 'saving' | 'saved' | 'failed';
  /** Why this item came back, or why its draft is not safe. */
  failure: DeskFailure | null;
  /** Whether the next item is being looked for: the room is on screen without one. */
  opening: boolean;
}>;

const NOTHING: Keyed = { mutationId: '', values: {}, flags: {}, revision: 0 };

const CLOSED: EntryState = {
  work: null, keyed: NOTHING, problems: {}, dirty: false, draftState: 'none', failure: null, opening: false,
};

/** The entry in progress: only what is on screen. Drafts and mutations are records and live in the journal. */
export const useEntry = create<EntryState>()(() => CLOSED);

const set = useEntry.setState;

export function showEntry(work: KeyableWork, keyed: Keyed, failure: DeskFailure | null = null): void {
  set({
    work, keyed, problems: {}, dirty: failure !== null, draftState: keyed.revision > 0 ? 'saved' : 'none', failure,
    opening: false,
  });
}

export function closeEntry(): void {
  set(CLOSED);
}

/** The entry was submitted and no next one is ready: nothing may be keyed into the old one any more. */
export function awaitEntry(): void {
  set({ ...CLOSED, opening: true });
}

/** A field holds one line: line ends that were pasted become spaces. Keying takes a flag off. */
export function keyValue(fieldId: string, text: string): void {
  set(({ keyed, problems }) => ({
    keyed: { ...keyed, values: { ...keyed.values, [fieldId]: text.replaceAll(/[\r\n]+/g, ' ') }, flags: without(keyed.flags, fieldId) },
    problems: without(problems, fieldId),
    dirty: true,
  }));
}

/** Puts a flag on a field, or takes the same one off again. */
export function toggleFlag(fieldId: string, flag: FieldFlag): void {
  set(({ keyed, problems }) => {
    const flags = keyed.flags[fieldId] === flag ? without(keyed.flags, fieldId) : { ...keyed.flags, [fieldId]: flag };
    return { keyed: { ...keyed, flags }, problems: without(problems, fieldId), dirty: true };
  });
}

export function showProblems(problems: Readonly<Record<string, Problem>>): void {
  set({ problems });
}

/** Shows a field's trouble when it is left; an empty field is left in peace until the entry is to be submitted. */
export function showProblem(fieldId: string, problem: Problem | null): void {
  set(({ problems }) => ({ problems: problem === null ? without(problems, fieldId) : { ...problems, [fieldId]: problem } }));
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _taken, ...rest } = record;
  return rest;
}
