import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './literals';

/** What a rule reads, found in its text. */
export type RuleReading = Readonly<{
  /** Variables that must have a value. */
  reads: ReadonlySet<string>;
  /** Variables that it only asks about, by `filled`. */
  asks: ReadonlySet<string>;
  /** Code lists, by `lookup`, with the column. */
  lists: readonly Readonly<{ list: string; column: string }>[];
  /** Columns read of rows, as `lines.map(l, l.amount)` reads `amount` of `lines`. */
  columns: readonly Readonly<{ rows: string; column: string; place: number }>[];
}>;

/** Macros that name an element of a list: the name is no variable of the form. */
const NAMING = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

export type ReadingMistake = Readonly<{ message: string; place: number }>;

/** Goes through a rule's tree; `mistakes` are what the language itself would let pass. */
export function readRule(ast: ASTNode, rowIds: ReadonlySet<string>): RuleReading & Readonly<{ mistakes: readonly ReadingMistake[] }> {
  const reader = new Reader(rowIds);
  reader.visit(ast, new Map());
  return reader;
}

/** Names given by macros, with the rows that they are an element of; null for another list. */
type Names = ReadonlyMap<string, string | null>;

class Reader {
  readonly reads = new Set<string>();
  readonly asks = new Set<string>();
  readonly lists: { list: string; column: string }[] = [];
  readonly columns: { rows: string; column: string; place: number }[] = [];
  readonly mistakes: ReadingMistake[] = [];

  constructor(private readonly rowIds: ReadonlySet<string>) {}

  visit(node: ASTNode, names: Names): void {
    if (node.op === 'id') this.visitName(node.args, names);
    else if (node.op === '.') this.visitColumn(node, names);
    else if (node.op === 'call') this.visitCall(node, names);
    else if (node.op === 'rcall') this.visitMethod(node, names);
    else for (const child of childrenOf(node)) this.visit(child, names);
  }

  private visitName(name: string, names: Names): void {
    if (!names.has(name)) this.reads.add(name);
  }

  private visitColumn(node: Extract<ASTNode, { op: '.' }>, names: Names): void {
    const [of, column] = node.args;
    const rows = of.op === 'id' ? names.get(of.args) : this.rowsAt(of);
    if (rows != null) this.columns.push({ rows, column, place: node.start });
    this.visit(of, names);
  }

  /** `lines[0].amount` */
  private rowsAt(node: ASTNode): string | null {
    if (node.op !== '[]') return null;
    const [of] = node.args;
    return of.op === 'id' && this.rowIds.has(of.args) ? of.args : null;
  }

  private visitCall(node: Extract<ASTNode, { op: 'call' }>, names: Names): void {
    const [name, args] = node.args;
    const texts = args.map((each) => (each.op === 'value' && typeof each.args === 'string' ? each.args : null));
    if (name === 'filled') this.takeAsked(texts[0] ?? null, node.start);
    if (name === 'lookup') this.takeList(texts[0] ?? null, texts[2] ?? null, node.start);
    for (const each of args) this.visit(each, names);
  }

  private takeAsked(id: string | null, place: number): void {
    if (id === null) this.mistakes.push({ message: 'filled() needs the field’s id in quotes', place });
    else this.asks.add(id);
  }

  private takeList(list: string | null, column: string | null, place: number): void {
    if (list === null || column === null) this.mistakes.push({ message: 'lookup() needs the list and the column in quotes', place });
    else this.lists.push({ list, column });
  }

  private visitMethod(node: Extract<ASTNode, { op: 'rcall' }>, names: Names): void {
    const [name, of, args] = node.args;
    if (name === 'matches') this.mistakes.push({ message: 'matches() is not there: a pattern can run for hours; use mask and characters', place: node.start });
    this.visit(of, names);
    const [element] = args;
    const isNaming = NAMING.has(name) && element?.op === 'id';
    const inner = isNaming ? new Map([...names, [element.args, this.elementOf(of)]]) : names;
    for (const each of isNaming ? args.slice(1) : args) this.visit(each, inner);
  }

  /** The rows that a list is made of: themselves, or a filtered part of them. */
  private elementOf(list: ASTNode): string | null {
    if (list.op === 'id') return this.rowIds.has(list.args) ? list.args : null;
    return list.op === 'rcall' && list.args[0] === 'filter' ? this.elementOf(list.args[1]) : null;
  }
}
