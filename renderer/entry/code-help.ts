import { create } from 'zustand';
import type { Address } from '../../shared/forms/address';
import type { CodeMatch } from '../../shared/forms/code-list';
import { fieldAt, readText } from '../../shared/forms/read-text';
import { keyText, useEntry } from './entry-state';

const MATCHES_AT_MOST = 8;

/** Entries of a code list that fit what was keyed so far, below the box. */
export type CodeHelp = Readonly<{ address: Address | null; matches: readonly CodeMatch[]; index: number }>;

const CLOSED: CodeHelp = { address: null, matches: [], index: 0 };

export const useCodeHelp = create<CodeHelp>()(() => CLOSED);

// What fitted in one entry says nothing of the next, which may begin in the same box.
useEntry.subscribe(({ work }, before) => {
  if (work !== before.work) closeCodeHelp();
});

/** Shows what fits the text; nothing once it is a code by itself. */
export function helpWithCode(address: Address, text: string): void {
  const { work, keyed } = useEntry.getState();
  const field = work === null ? undefined : fieldAt(work.plan, address);
  if (work === null || field?.kind !== 'code') return closeCodeHelp();
  const matches = work.plan.codes.get(field.list)?.search(text, MATCHES_AT_MOST, keyed.language) ?? [];
  const [only] = matches;
  const isDone = matches.length === 1 && only?.code.toLowerCase() === text.trim().toLowerCase();
  useCodeHelp.setState(matches.length === 0 || isDone ? CLOSED : { address, matches, index: 0 });
}

export function closeCodeHelp(): void {
  if (useCodeHelp.getState().address !== null) useCodeHelp.setState(CLOSED);
}

export function isCodeHelpOpen(): boolean {
  return useCodeHelp.getState().address !== null;
}

export function moveCodeChoice(by: 1 | -1): void {
  useCodeHelp.setState(({ matches, index }) => ({ index: Math.min(matches.length - 1, Math.max(0, index + by)) }));
}

/** Takes the marked entry where the text is no code by itself, or another was marked with the arrows. */
export function chooseCode(at: Address): void {
  const { address, matches, index } = useCodeHelp.getState();
  const { work, keyed } = useEntry.getState();
  closeCodeHelp();
  const chosen = matches[index];
  if (address !== at || work === null || chosen === undefined) return;
  const isCode = readText(work.plan, fieldAt(work.plan, at), keyed.texts[at] ?? '', keyed.language).ok;
  if (!isCode || index > 0) keyText(at, chosen.code);
}
