import type { ASTNode } from '@marcbachmann/cel-js';

const BEFORE = 'number("';
const AFTER = '")';

/** A rule whose decimal literals are exact, and the way back to the places in the text that its author wrote. */
export type ExactText = Readonly<{ text: string; originalPlace: (place: number) => number }>;

/** `0.1` is a binary fraction to the language: literals become exact decimals before anything is worked out. */
export function exactLiterals(source: string, ast: ASTNode): ExactText {
  const literals = doubleRanges(ast).toSorted((a, b) => a.start - b.start);
  let text = '';
  let done = 0;
  for (const { start, end } of literals) {
    text += `${source.slice(done, start)}${BEFORE}${source.slice(start, end)}${AFTER}`;
    done = end;
  }
  return { text: text + source.slice(done), originalPlace: (place) => originalPlace(place, literals) };
}

type Range = Readonly<{ start: number; end: number }>;

function originalPlace(place: number, literals: readonly Range[]): number {
  let added = 0;
  for (const { start, end } of literals) {
    const rewritten = start + added;
    if (place <= rewritten) break;
    const behind = rewritten + BEFORE.length + (end - start) + AFTER.length;
    if (place < behind) return start;
    added += BEFORE.length + AFTER.length;
  }
  return place - added;
}

function doubleRanges(node: ASTNode): readonly Range[] {
  if (node.op === 'value') return typeof node.args === 'number' ? [node.range] : [];
  return childrenOf(node).flatMap(doubleRanges);
}

/** The nodes right below a node. */
export function childrenOf({ args }: ASTNode): readonly ASTNode[] {
  const found: ASTNode[] = [];
  const take = (each: unknown): void => {
    if (Array.isArray(each)) for (const inner of each) take(inner);
    else if (typeof each === 'object' && each !== null && 'op' in each) found.push(each as ASTNode);
  };
  take(args);
  return found;
}
