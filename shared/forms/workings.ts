import type { FieldFlag } from '../domain/entry';
import { cellAddress, cellPlace, type Address } from './address';
import type { FormPlan } from './form-plan';
import type { Edit } from './form';
import { Changes } from './changes';
import type { RuleScope, RuleTrouble, RuleValue } from './rules/rule';
import { ruleValueOf, storedValueOf } from './rules/rule-values';
import { inputsOf, type Step } from './steps';

/** Longer than any value that is worked out for people to read. */
const LONGEST_COMPUTED = 2000;

/** What an entry holds, as far as rules see it. Values are stored ones: what cannot be read counts as empty. */
export type Keyings = Readonly<{
  values: Readonly<Record<Address, string>>;
  flags: Readonly<Record<Address, FieldFlag>>;
  /** How many rows there are, by the id of the rows. */
  rowCounts: Readonly<Record<string, number>>;
}>;

/** An edit that does not hold, or a rule that cannot be worked out. `row` for one of rows. */
export type Finding = Readonly<{ key: string; edit: Edit; at: Address; row: number | null; trouble: Exclude<RuleTrouble, 'notYet'> | null }>;

/**
 * What follows from an entry by its form: what is shown, what is worked out and which edits do not hold.
 *
 * After a change only what depends on it is worked out again; the result is the same as from the start.
 */
export class Workings {
  private readonly hidden = new Set<string>();
  private readonly computed = new Map<Address, string>();
  private readonly broken = new Map<string, Finding>();
  private keyings: Keyings;
  private layoutChanges = 0;

  constructor(private readonly plan: FormPlan, keyings: Keyings) {
    this.keyings = keyings;
    this.work(null);
  }

  /** Takes the entry as it now is; `changed` are the addresses whose value or flag differs, and ids of rows that grew or shrank. */
  update(keyings: Keyings, changed: readonly string[]): void {
    this.keyings = keyings;
    const changes = new Changes();
    for (const each of changed) this.note(changes, each);
    if (changed.some((each) => this.plan.rows.has(each))) this.layoutChanges += 1;
    this.work(changes);
  }

  /** Another number once something is shown or hidden, or rows have come or gone. */
  get layout(): number {
    return this.layoutChanges;
  }

  /** The value that counts: worked out or keyed; empty where it is hidden or flagged. */
  value(address: Address): string {
    if (this.isHidden(address) || this.keyings.flags[address] !== undefined) return '';
    return this.shown(address);
  }

  /** The value in its box, also when a flag stands on it. */
  shown(address: Address): string {
    return this.isComputed(address) ? (this.computed.get(address) ?? '') : (this.keyings.values[address] ?? '');
  }

  isComputed(address: Address): boolean {
    return this.plan.slots.get(cellPlace(address)?.columnId ?? address)?.field.compute !== undefined;
  }

  isHidden(address: Address): boolean {
    const place = cellPlace(address);
    const slot = this.plan.slots.get(place?.columnId ?? address);
    const above = [slot?.rows?.id, slot?.sectionId, ...(place === null ? [address] : [])];
    return this.hidden.has(address) || above.some((id) => id != null && this.hidden.has(id));
  }

  /** Whether rows or a section are hidden. */
  isPartHidden(partId: string): boolean {
    const sectionId = this.plan.rows.has(partId) ? this.sectionOf(partId) : null;
    return this.hidden.has(partId) || (sectionId !== null && this.hidden.has(sectionId));
  }

  /** In the order of the form's edits, and of rows within each. */
  get findings(): readonly Finding[] {
    const order = new Map((this.plan.form.edits ?? []).map(({ id }, index) => [id, index]));
    return [...this.broken.values()].toSorted((a, b) => (order.get(a.edit.id) ?? 0) - (order.get(b.edit.id) ?? 0) || (a.row ?? 0) - (b.row ?? 0));
  }

  rowCount(rowsId: string): number {
    return this.isPartHidden(rowsId) ? 0 : (this.keyings.rowCounts[rowsId] ?? 0);
  }

  /** Every address that the entry has now, in the order of the form. */
  addresses(): readonly Address[] {
    return [...this.plan.slots].flatMap(([id, { rows }]) => (rows === null ? [id] : rows.fields[0]?.id === id ? this.cells(rows.id) : []));
  }

  /** What a rule outside the form's own steps gives, such as one of `skipTo`. */
  holds(rule: Step['rule'], row: number | null): boolean {
    const result = this.run(rule, row);
    return result.ok && result.value === true;
  }

  private cells(rowsId: string): readonly Address[] {
    const columns = this.plan.rows.get(rowsId)?.fields ?? [];
    return Array.from({ length: this.keyings.rowCounts[rowsId] ?? 0 }, (_, row) => columns.map(({ id }) => cellAddress(rowsId, row, id))).flat();
  }

  private note(changes: Changes, changed: string): void {
    const place = cellPlace(changed);
    if (place !== null) {
      changes.addRow(place.columnId, place.row);
      changes.addRow(place.rowsId, place.row);
      return;
    }
    changes.addAll(changed);
    for (const { id } of this.plan.rows.get(changed)?.fields ?? []) changes.addAll(id);
  }

  /** Null: everything. */
  private work(changes: Changes | null): void {
    const all = changes ?? new Changes();
    for (const step of this.plan.steps) {
      if (step.rowsId === null) {
        if (changes === null || all.hasAny(inputsOf(step))) this.workOut(step, null, all);
        continue;
      }
      // Where rows came or went, each has to be looked at, also by a rule that reads nothing of them.
      const rows = changes === null || all.isAll(step.rowsId) ? 'all' : all.rowsOf(inputsOf(step), this.columnsOf(step.rowsId));
      this.workRows(step, step.rowsId, rows, all);
    }
  }

  private columnsOf(rowsId: string): ReadonlySet<string> {
    return new Set(this.plan.rows.get(rowsId)?.fields.map(({ id }) => id));
  }

  private workRows(step: Step, rowsId: string, rows: 'all' | ReadonlySet<number>, changes: Changes): void {
    const count = this.keyings.rowCounts[rowsId] ?? 0;
    if (rows === 'all') this.forgetRowsFrom(step, rowsId, count);
    for (let row = 0; row < count; row += 1) if (rows === 'all' || rows.has(row)) this.workOut(step, row, changes);
  }

  /** Rows that went leave nothing behind. */
  private forgetRowsFrom(step: Step, rowsId: string, count: number): void {
    const isGone = (row: number | undefined): boolean => row !== undefined && row >= count;
    for (const [key, finding] of this.broken) if (finding.edit.id === step.id && isGone(finding.row ?? undefined)) this.broken.delete(key);
    for (const address of [...this.computed.keys(), ...this.hidden]) {
      const place = cellPlace(address);
      if (place?.rowsId !== rowsId || place.columnId !== step.id || !isGone(place.row)) continue;
      this.computed.delete(address);
      this.hidden.delete(address);
    }
  }

  private workOut(step: Step, row: number | null, changes: Changes): void {
    const result = this.run(step.rule, row);
    const key = step.rowsId === null || row === null ? step.id : cellAddress(step.rowsId, row, step.id);
    switch (step.kind) {
      case 'show':
        this.show(key, result.ok && result.value === true, step, row, changes);
        return;
      case 'compute':
        this.compute(key, result.ok ? storedValueOf(step.field, result.value) : '', step, row, changes);
        return;
      case 'check': {
        const at = this.placeOf(step, row);
        const trouble = result.ok || result.trouble === 'notYet' ? null : result.trouble;
        const fails = (result.ok && result.value === false) || trouble !== null;
        if (fails && !this.isHidden(at)) this.broken.set(key, { key, edit: step.edit, at, row, trouble });
        else this.broken.delete(key);
        return;
      }
      default:
        unreachable(step);
    }
  }

  private placeOf({ rowsId, at }: Extract<Step, { kind: 'check' }>, row: number | null): Address {
    const slot = this.plan.slots.get(at);
    if (slot?.rows == null) return at;
    return cellAddress(slot.rows.id, rowsId === slot.rows.id ? (row ?? 0) : 0, at);
  }

  private show(key: string, isShown: boolean, step: Step, row: number | null, changes: Changes): void {
    if (this.hidden.has(key) === !isShown) return;
    this.layoutChanges += 1;
    if (isShown) this.hidden.delete(key);
    else this.hidden.add(key);
    changes.addGiven(step, row);
  }

  private compute(address: Address, given: string, step: Step, row: number | null, changes: Changes): void {
    // Fields that are worked out from one another could double at every step.
    const value = given.length > LONGEST_COMPUTED ? '' : given;
    if (this.computed.get(address) === value) return;
    this.computed.set(address, value);
    changes.addGiven(step, row);
  }

  private run(rule: Step['rule'], row: number | null): ReturnType<Step['rule']['run']> {
    const scope: Record<string, RuleScope[string]> = {};
    for (const id of [...rule.reads, ...rule.asks]) {
      const value = this.plan.rows.has(id) ? this.rowsValue(id) : this.variable(id, row);
      if (value === null && rule.reads.has(id)) return { ok: false, trouble: 'notYet' };
      scope[id] = value;
    }
    return rule.run(scope);
  }

  private variable(id: string, row: number | null): RuleValue {
    const slot = this.plan.slots.get(id);
    if (slot === undefined) return null;
    const address = slot.rows === null ? id : cellAddress(slot.rows.id, row ?? 0, id);
    return ruleValueOf(slot.field, this.value(address));
  }

  private rowsValue(rowsId: string): readonly Readonly<Record<string, RuleValue>>[] {
    const columns = this.plan.rows.get(rowsId)?.fields ?? [];
    return Array.from({ length: this.rowCount(rowsId) }, (_, row) =>
      Object.fromEntries(columns.map((field) => [field.id, ruleValueOf(field, this.value(cellAddress(rowsId, row, field.id)))])));
  }

  private sectionOf(rowsId: string): string | null {
    const [column] = this.plan.rows.get(rowsId)?.fields ?? [];
    return (column && this.plan.slots.get(column.id)?.sectionId) ?? null;
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown step ${JSON.stringify(value)}`);
}
