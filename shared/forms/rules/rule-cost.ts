import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './literals';

/** Steps that one working-out of a rule may take at most: some milliseconds on an old PC. */
export const MOST_STEPS = 20_000;

/** A list whose length is not known, such as one cut out of a text. */
const UNKNOWN_LENGTH = 1000;

const LOOPS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/**
 * Steps that a rule takes at most, by the most rows that it can meet. Every node is a step; the body of a loop counts
 * once for each element, so loops within loops multiply.
 */
export function costOf(ast: ASTNode, mostRows: ReadonlyMap<string, number>): number {
  if (ast.op === 'rcall' && LOOPS.has(ast.args[0])) {
    const [, list, args] = ast.args;
    const body = args.slice(1).reduce((sum, each) => sum + costOf(each, mostRows), 0);
    return 1 + costOf(list, mostRows) + lengthOf(list, mostRows) * (1 + body);
  }
  // Any other function may go through the whole of what it is given.
  const through = ast.op === 'call' || ast.op === 'rcall' || ast.op === 'in' ? childrenOf(ast).reduce((sum, each) => sum + longest(each, mostRows), 0) : 0;
  return 1 + through + childrenOf(ast).reduce((sum, each) => sum + costOf(each, mostRows), 0);
}

function longest(node: ASTNode, mostRows: ReadonlyMap<string, number>): number {
  const isList = node.op === 'list' || (node.op === 'id' && mostRows.has(node.args)) || (node.op === 'rcall' && LOOPS.has(node.args[0]));
  return isList ? lengthOf(node, mostRows) : 0;
}

function lengthOf(list: ASTNode, mostRows: ReadonlyMap<string, number>): number {
  if (list.op === 'list') return list.args.length;
  if (list.op === 'id') return mostRows.get(list.args) ?? UNKNOWN_LENGTH;
  const keeps = list.op === 'rcall' && (list.args[0] === 'map' || list.args[0] === 'filter');
  return keeps ? lengthOf(list.args[1], mostRows) : UNKNOWN_LENGTH;
}
