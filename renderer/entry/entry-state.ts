import { create } from 'zustand';
import type { FieldFlag } from '../../shared/domain/entry';
import type { Effort } from '../../shared/domain/effort';
import type { Address } from '../../shared/forms/address';
import { problemIn } from '../../shared/forms/entry-check';
import type { FormPlan } from '../../shared/forms/form-plan';
import { emptyKeyed, inLanguage, keyingsOf, withFlag, withOverride, withText, type Keyed } from '../../shared/forms/keying/keyed';
import type { Problem } from '../../shared/forms/parsed';
import { fieldAt, readText, showValue } from '../../shared/forms/read-text';
import { Workings, type Keyings } from '../../shared/forms/workings';
import type { Language } from '../../shared/forms/words';
import type { DeskFailure } from '../../shared/ipc/desk-failure';
import type { Work } from '../store/queries';
import { derive, NOTHING_DERIVED, type Derived } from './derived';
import { History } from './history';

/** An entry in progress, ready to be put on screen. */
export type EntryInProgress = Readonly<{
  /** The id of the mutation that this will become; minted with the draft. */
  mutationId: string;
  keyed: Keyed;
  /** What keying it took until it was left; null where it was not begun. */
  effort: Effort | null;
  /** The last revision of the draft that was saved; 0 for none. */
  revision: number;
}>;

/** Work with a form that can be keyed. */
export type KeyableWork = Work & Readonly<{ plan: FormPlan }>;

export type EntryState = EntryInProgress & Readonly<{
  work: KeyableWork | null;
  derived: Derived;
  /** What is wrong in single boxes; shown once the box was left or the entry was to be submitted. */
  problems: Readonly<Record<Address, Problem>>;
  /** Whether something was keyed since the last saved draft. */
  dirty: boolean;
  draftState: 'none' | 'saving' | 'saved' | 'failed';
  /** Why this item came back, or why its draft is not safe. */
  failure: DeskFailure | null;
  /** Whether the next item is being looked for: the room is on screen without one. */
  opening: boolean;
  /** The box in which the last key was; null once something else has changed the entry. */
  keyedAt: Address | null;
  /** The box at which a key was refused last, until something is keyed. */
  refusedSignAt: Address | null;
}>;

const NOTHING: EntryInProgress = { mutationId: '', keyed: emptyKeyed('en'), effort: null, revision: 0 };

const CLOSED: EntryState = {
  ...NOTHING, work: null, derived: NOTHING_DERIVED, problems: {}, dirty: false, draftState: 'none', failure: null, opening: false,
  refusedSignAt: null, keyedAt: null,
};

/** The entry in progress: only what is on screen. Drafts and mutations are records and live in the journal. */
export const useEntry = create<EntryState>()(() => CLOSED);

const set = useEntry.setState;
const get = useEntry.getState;

const history = new History();

/** Boxes in which something was keyed since they were settled. */
const unsettled = new Set<Address>();

let workings: Workings | null = null;
let stored: Keyings = { values: {}, flags: {}, rowCounts: {} };

export function showEntry(work: KeyableWork, entry: EntryInProgress, failure: DeskFailure | null = null): void {
  history.clear();
  unsettled.clear();
  stored = keyingsOf(work.plan, entry.keyed);
  workings = new Workings(work.plan, stored);
  set({
    ...entry, work, derived: derive(workings, partIds(work.plan), NOTHING_DERIVED), problems: {}, refusedSignAt: null, keyedAt: null, dirty: failure !== null,
    draftState: entry.revision > 0 ? 'saved' : 'none', failure, opening: false,
  });
}

export function closeEntry(): void {
  workings = null;
  set(CLOSED);
}

/** The entry was submitted and no next one is ready: nothing may be keyed into the old one any more. */
export function awaitEntry(): void {
  workings = null;
  set({ ...CLOSED, opening: true });
}

/** What follows from the entry on screen. Throws when there is none. */
export function workingsNow(): Workings {
  if (workings === null) throw new Error('no entry is on screen');
  return workings;
}

/** Takes a key's worth of text into a box. */
export function keyText(address: Address, text: string): void {
  const { work, keyed, problems } = get();
  if (work === null) return;
  history.beforeKeying(address, keyed);
  unsettled.add(address);
  // A flag that keying takes off is seen by others, too.
  const keyedAt = keyed.flags[address] === undefined ? address : null;
  set({ keyed: withText(work.plan, keyed, address, text), problems: without(problems, address), dirty: true, refusedSignAt: null, keyedAt });
}

/** A key that the field does not take was refused. */
export function refuseSign(address: Address): void {
  set({ refusedSignAt: address });
}

/** Puts a flag on a box, or takes the same one off again. */
export function toggleFlag(address: Address, flag: FieldFlag): void {
  change((keyed) => withFlag(keyed, address, flag), address, [address]);
  set(({ problems }) => ({ problems: without(problems, address) }));
}

export function overrideEdit(key: string, reason: string | null, at: Address): void {
  change((keyed) => withOverride(keyed, key, reason), at, []);
}

/** Changes the entry as a whole; `changed` are addresses and ids of rows whose values are others now. */
export function change(edit: (keyed: Keyed) => Keyed, at: Address | null, changed: readonly string[]): void {
  const { keyed } = get();
  history.before(at, keyed);
  settle(edit(keyed), changed);
}

/** The same for what comes by itself with the last step, and is taken back with it. */
export function follow(edit: (keyed: Keyed) => Keyed, changed: readonly string[]): void {
  settle(edit(get().keyed), changed);
}

/** A box was left: what was keyed is written as it was understood, and what follows from it is worked out. */
export function settleBox(address: Address): void {
  const { work, keyed, problems } = get();
  if (work === null || !unsettled.delete(address)) return;
  const field = fieldAt(work.plan, address);
  const text = keyed.texts[address] ?? '';
  const read = readText(work.plan, field, text, keyed.language);
  const flagged = keyed.flags[address] !== undefined;
  const problem = flagged || text.trim() === '' ? null : read.ok ? problemIn(work.plan, address, read.value) : read.problem;
  const shown = read.ok && !flagged ? showValue(field, read.value, keyed.language) : text;
  history.endKeying();
  const after = shown === text ? keyed : { ...keyed, texts: { ...keyed.texts, [address]: shown } };
  settle(after, [address], problem === null ? without(problems, address) : { ...problems, [address]: problem });
}

export function keyNote(note: string): void {
  set(({ keyed }) => ({ keyed: { ...keyed, note }, dirty: true }));
}

export function showProblems(problems: Readonly<Record<Address, Problem>>): void {
  set({ problems });
}

/** Takes the last change back; gives the box that it was in, null when there is nothing to take back. */
export function undo(): Address | null {
  return step(history.back(get().keyed));
}

export function redo(): Address | null {
  return step(history.forth(get().keyed));
}

/** Writes the boxes anew in another language. */
export function rewordEntry(language: Language): void {
  const { work, keyed } = get();
  if (work !== null) settle(inLanguage(work.plan, keyed, language), [], get().problems, false);
}

function step(found: Readonly<{ keyed: Keyed; at: Address | null }> | null): Address | null {
  const { work, keyed: now } = get();
  if (found === null || work === null) return null;
  // The note is no step of its own, and the language may be another one by now.
  const keyed = { ...inLanguage(work.plan, found.keyed, now.language), note: now.note };
  // Rows may have come or gone: all is worked out anew.
  stored = keyingsOf(work.plan, keyed);
  workings = new Workings(work.plan, stored);
  set(({ derived }) => ({ keyed, problems: {}, dirty: true, keyedAt: null, derived: derive(workingsNow(), partIds(work.plan), derived) }));
  return found.at;
}

function settle(keyed: Keyed, changed: readonly string[], problems = get().problems, dirty = true): void {
  const { work, derived, dirty: before } = get();
  if (work === null) return;
  if (changed.length === 0) {
    set({ keyed, problems, dirty: dirty || before, keyedAt: null });
    return;
  }
  stored = keyingsAfter(work.plan, keyed, changed);
  workingsNow().update(stored, changed);
  const isKeyed = keyed !== get().keyed;
  set({ keyed, problems, dirty: before || (dirty && isKeyed), keyedAt: null, derived: derive(workingsNow(), partIds(work.plan), derived) });
}

/** Reads only what has changed; everything where rows came or went. */
function keyingsAfter(plan: FormPlan, keyed: Keyed, changed: readonly string[]): Keyings {
  if (changed.some((id) => plan.rows.has(id))) return keyingsOf(plan, keyed);
  const { flags, rowCounts, language } = keyed;
  const read = changed.map((address) => {
    const value = readText(plan, fieldAt(plan, address), keyed.texts[address] ?? '', language);
    return [address, value.ok ? value.value : ''] as const;
  });
  return { values: { ...stored.values, ...Object.fromEntries(read) }, flags, rowCounts };
}

function partIds(plan: FormPlan): readonly string[] {
  return plan.form.parts.flatMap((part) => (part.kind === 'section' ? [part.id, ...part.parts.map(({ id }) => id)] : [part.id]));
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!(key in record)) return record;
  const { [key]: _taken, ...rest } = record;
  return rest;
}
