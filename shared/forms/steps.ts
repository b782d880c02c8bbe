import type { Field } from './field';
import type { Edit } from './form';
import type { Rule } from './rules/rule';

type StepBase = Readonly<{
  id: string;
  /** The rows that it is worked out for one by one; null when once for the form. */
  rowsId: string | null;
  rule: Rule;
  /** Ids whose values may change with it. */
  gives: readonly string[];
}>;

/** One rule of a form at work: it shows a part, works a field out, or checks. */
export type Step =
  | (StepBase & Readonly<{ kind: 'show' }>)
  | (StepBase & Readonly<{ kind: 'compute'; field: Field }>)
  | (StepBase & Readonly<{ kind: 'check'; edit: Edit; at: string }>);

export type OrderedSteps = Readonly<{ ok: true; steps: readonly Step[] }> | Readonly<{ ok: false; circle: readonly string[] }>;

/** Orders steps so that each comes after all whose results it reads; ids of those in a circle where that cannot be. */
export function stepsInOrder(steps: readonly Step[]): OrderedSteps {
  const givers = new Map<string, Step[]>();
  for (const step of steps) for (const id of step.gives) givers.set(id, [...(givers.get(id) ?? []), step]);
  const ordered: Step[] = [];
  const done = new Set<Step>();
  const open: Step[] = [];
  const circle = new Set<string>();
  const visit = (step: Step): void => {
    if (done.has(step)) return;
    if (open.includes(step)) {
      for (const each of open.slice(open.indexOf(step))) circle.add(each.id);
      return;
    }
    open.push(step);
    for (const before of inputsOf(step).flatMap((id) => givers.get(id) ?? [])) visit(before);
    open.pop();
    done.add(step);
    ordered.push(step);
  };
  for (const step of steps) visit(step);
  return circle.size > 0 ? { ok: false, circle: [...circle] } : { ok: true, steps: ordered };
}

/** Ids that a step reads or asks about, and for an edit where it stands: it says nothing where that is hidden. */
export function inputsOf(step: Step): readonly string[] {
  return [...step.rule.reads, ...step.rule.asks, ...(step.kind === 'check' ? [step.at] : [])];
}
