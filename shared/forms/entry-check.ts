import type { Entry } from '../domain/entry';
import { cellAddress, cellPlace, type Address } from './address';
import type { FormPlan } from './form-plan';
import { problemOfValue } from './kinds/field-kinds';
import type { Problem } from './parsed';
import { Workings, type Finding } from './workings';

/** What a form says unless it names reasons of its own. */
export const GENERAL_REASONS = [
  { code: '1', label: { en: 'As printed on the source', it: 'Così sul documento', nb: 'Slik det står på dokumentet' } },
  { code: '2', label: { en: 'Correction written on the source', it: 'Correzione scritta sul documento', nb: 'Rettelse skrevet på dokumentet' } },
  { code: '3', label: { en: 'Confirmed by the client', it: 'Confermato dal cliente', nb: 'Bekreftet av kunden' } },
] as const;

/** Why a stored value may not stand in its field; null when it may. What is required but empty is a matter of `problemsOf`. */
export function problemIn(plan: FormPlan, address: Address, value: string): Problem | null {
  const field = plan.slots.get(cellPlace(address)?.columnId ?? address)?.field;
  if (field === undefined || value === '') return null;
  const problem = problemOfValue(field, value);
  if (problem !== null || field.kind !== 'code') return problem;
  return plan.codes.get(field.list)?.code(value) === value ? null : 'notInList';
}

/** What is wrong with single values, by address in the form's order: shapes, bounds, lists, and what is required and missing. */
export function problemsOf(plan: FormPlan, workings: Workings, flags: Entry['flags']): ReadonlyMap<Address, Problem> {
  const problems = new Map<Address, Problem>();
  for (const address of workings.addresses()) {
    if (workings.isHidden(address) || flags[address] !== undefined) continue;
    const field = plan.slots.get(cellPlace(address)?.columnId ?? address)?.field;
    const value = workings.shown(address);
    const missing = field?.required === true && value === '' ? 'required' : null;
    const problem = missing ?? problemIn(plan, address, value);
    if (problem !== null) problems.set(address, problem);
  }
  for (const { id, least = 0, fields: [first] } of plan.rows.values()) {
    if (!workings.isPartHidden(id) && workings.rowCount(id) < least && first !== undefined) problems.set(cellAddress(id, 0, first.id), 'tooFewRows');
  }
  return problems;
}

/** Edits that keep an entry from being submitted: hard ones, and soft ones without a reason. */
export function hindrancesOf(findings: readonly Finding[], overrides: Entry['overrides']): readonly Finding[] {
  return findings.filter(({ key, edit, trouble }) => {
    // A rule that cannot be worked out is a matter for the form's author, not for the operator.
    if (trouble !== null || edit.severity === 'info') return false;
    return edit.severity === 'hard' || overrides[key] === undefined;
  });
}

/** Whether an opened entry is as its form stores it: every value right and in its place, worked-out ones as they follow, edits held or overridden. */
export function fitsForm(plan: FormPlan, entry: Entry): boolean {
  const counts = Object.entries(entry.rowCounts).every(([id, count]) => count <= (plan.rows.get(id)?.most ?? -1));
  // Rules are worked out of right values alone: a wrong one may be of any size.
  if (!counts || !Object.entries(entry.values).every(([address, value]) => isRight(plan, entry, address, value))) return false;
  const workings = new Workings(plan, entry);
  const addresses = workings.addresses();
  return (
    isKnown(entry, new Set(addresses)) &&
    addresses.every((address) => standsRight(entry, workings, address)) &&
    problemsOf(plan, workings, entry.flags).size === 0 &&
    hindrancesOf(workings.findings, entry.overrides).length === 0 &&
    overridesFit(plan, entry)
  );
}

function isRight(plan: FormPlan, { flags }: Entry, address: Address, value: string): boolean {
  const isComputed = plan.slots.get(cellPlace(address)?.columnId ?? address)?.field.compute !== undefined;
  return isComputed || flags[address] !== undefined || problemIn(plan, address, value) === null;
}

function isKnown(entry: Entry, addresses: ReadonlySet<Address>): boolean {
  return [...Object.keys(entry.values), ...Object.keys(entry.flags)].every((address) => addresses.has(address));
}

function standsRight({ values, flags }: Entry, workings: Workings, address: Address): boolean {
  const value = values[address];
  if (value === undefined) return false;
  if (workings.isHidden(address)) return value === '' && flags[address] === undefined;
  if (workings.isComputed(address)) return value === workings.shown(address) && flags[address] === undefined;
  return value === (flags[address] === undefined ? workings.shown(address) : value.trim());
}

function overridesFit(plan: FormPlan, { overrides }: Entry): boolean {
  const reasons = new Set((plan.form.reasons ?? GENERAL_REASONS).map(({ code }) => code));
  const edits = new Map((plan.form.edits ?? []).map((edit) => [edit.id, edit]));
  return Object.entries(overrides).every(([key, reason]) => {
    const edit = edits.get(cellPlace(key)?.columnId ?? key);
    return edit?.severity === 'soft' && reasons.has(reason);
  });
}

/** The entry as it is stored: every field of the form, hidden ones empty; a flagged one may hold what was legible. */
export function storedEntry(workings: Workings, { flags, rowCounts, overrides, note, effort }: Omit<Entry, 'v' | 'values' | 'keyedIn'>): Entry {
  const shown = workings.addresses().filter((address) => !workings.isHidden(address));
  const values = Object.fromEntries(workings.addresses().map((address) => [address, workings.isHidden(address) ? '' : workings.shown(address).trim()]));
  const standing = new Set(workings.findings.filter(({ edit }) => edit.severity === 'soft').map(({ key }) => key));
  return {
    v: 2, values, rowCounts, note, effort, keyedIn: null,
    flags: Object.fromEntries(shown.flatMap((address) => (flags[address] === undefined ? [] : [[address, flags[address]]]))),
    // A reason for what holds again is of no account.
    overrides: Object.fromEntries(Object.entries(overrides).filter(([key]) => standing.has(key))),
  };
}
