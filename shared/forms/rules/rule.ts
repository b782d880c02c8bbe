import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { Decimal, DividedByZero } from './decimal';
import { exactLiterals } from './literals';
import { isReserved } from './reserved-words';
import { addDecimals, addFunctions, NotYet } from './rule-functions';
import { readRule, type RuleReading } from './rule-reading';

/** What a field is to a rule. */
export type RuleType = 'Decimal' | 'string' | 'bool';
export type RuleValue = Decimal | string | boolean | null;
/** Values by variable: of fields, and of rows as a list with the columns of each. */
export type RuleScope = Readonly<Record<string, RuleValue | readonly Readonly<Record<string, RuleValue>>[]>>;

/** Why a rule gave nothing: something that it reads is empty, or it divides by zero, or it is wrong in some other way. */
export type RuleTrouble = 'notYet' | 'dividesByZero' | 'broken';
export type RuleResult = Readonly<{ ok: true; value: RuleValue }> | Readonly<{ ok: false; trouble: RuleTrouble }>;

/** A rule that was read and checked. */
export type Rule = RuleReading & Readonly<{ source: string; type: RuleType; ast: ASTNode; run: (scope: RuleScope) => RuleResult }>;

/** Where in its text a rule is wrong, counted from 0. */
export type RuleMistake = Readonly<{ message: string; place: number | null }>;
export type ReadRule = Readonly<{ ok: true; rule: Rule }> | Readonly<{ ok: false; mistakes: readonly RuleMistake[] }>;

export type RuleVariables = Readonly<{
  /** Fields, and columns by their own ids. */
  fields: ReadonlyMap<string, RuleType>;
  /** Groups of rows. */
  rows: ReadonlySet<string>;
  lookUp: (list: string, code: string, column: string) => string;
}>;

/** Reads rules for one form; making it takes long, so there is one a form. */
export class RuleReader {
  private readonly env: Environment;
  /** Asked by `filled`, which the library calls without the scope. */
  private filledNow: (id: string) => boolean = () => false;

  constructor(private readonly variables: RuleVariables) {
    this.env = new Environment({ homogeneousAggregateLiterals: false });
    addDecimals(this.env);
    addFunctions(this.env, variables.lookUp);
    this.env.registerFunction('filled(string): bool', (id: string) => this.filledNow(id));
    for (const [id, type] of variables.fields) if (!isReserved(id)) this.env.registerVariable(id, type);
    for (const id of variables.rows) if (!isReserved(id)) this.env.registerVariable(id, 'list<map<string, dyn>>');
  }

  read(source: string): ReadRule {
    try {
      const { text, originalPlace } = exactLiterals(source, this.env.parse(source).ast);
      const parsed = this.env.parse(text);
      const reading = readRule(parsed.ast, this.variables.rows);
      const mistakes: RuleMistake[] = reading.mistakes.map(({ message, place }) => ({ message, place: originalPlace(place) }));
      const checked = parsed.check();
      if (!checked.valid) mistakes.push(mistakeOf(checked.error, originalPlace));
      const type = typeNamed(checked.type);
      if (checked.valid && type === null) mistakes.push({ message: `gives ${checked.type ?? 'nothing'}, which no field holds`, place: 0 });
      if (mistakes.length > 0 || type === null) return { ok: false, mistakes };
      return { ok: true, rule: { ...readingOf(reading), source, type, ast: parsed.ast, run: (scope) => this.run(parsed, scope) } };
    } catch (error) {
      return { ok: false, mistakes: [mistakeOf(error, (place) => place)] };
    }
  }

  private run(parsed: (scope: RuleScope) => unknown, scope: RuleScope): RuleResult {
    this.filledNow = (id) => scope[id] !== null && scope[id] !== undefined;
    try {
      return { ok: true, value: valueOf(parsed(scope)) };
    } catch (error) {
      return { ok: false, trouble: troubleOf(error) };
    }
  }
}

function readingOf({ reads, asks, lists, columns }: RuleReading): RuleReading {
  return { reads, asks, lists, columns };
}

/** `dyn`: an element of rows, whose type shows when it is worked out. */
function typeNamed(type: string | undefined): RuleType | null {
  if (type === 'string' || type === 'bool') return type;
  return type === 'Decimal' || type === 'int' || type === 'dyn' ? 'Decimal' : null;
}

function valueOf(value: unknown): RuleValue {
  if (typeof value === 'bigint') return Decimal.of(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null || value instanceof Decimal) return value;
  throw new NotYet();
}

function troubleOf(error: unknown): RuleTrouble {
  if (error instanceof NotYet) return 'notYet';
  if (error instanceof DividedByZero) return 'dividesByZero';
  const text = error instanceof Error ? error.message : '';
  // Of whole numbers it is the library that divides.
  if (/\b(division|modulo) by zero\b/i.test(text)) return 'dividesByZero';
  // An empty cell of a column is null, and no operator takes that.
  return /\bnull\b/.test(text) ? 'notYet' : 'broken';
}

function mistakeOf(error: unknown, originalPlace: (place: number) => number): RuleMistake {
  if (!(error instanceof Error)) return { message: String(error), place: null };
  const summary = 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message;
  const range = 'range' in error ? (error.range as { start?: number } | undefined) : undefined;
  return { message: summary, place: range?.start === undefined ? null : originalPlace(range.start) };
}
