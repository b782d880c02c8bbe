import { z } from 'zod';
import { create } from 'zustand';
import { parseJson } from '../../shared/protocol/parse-json';
import type { Command, CommandGroup } from './command';
import defaultProfile from './profiles/default.json';
import keypadProfile from './profiles/keypad.json';
import stationProfile from './profiles/station.json';

const profileSchema = z.object({ id: z.enum(['default', 'keypad', 'station']), keys: z.record(z.string(), z.array(z.string())) });
export type ProfileId = z.infer<typeof profileSchema>['id'];

/** Keys as data: what a profile does not name stays as the command has it. */
export const PROFILES = [defaultProfile, keypadProfile, stationProfile].map((file) => profileSchema.parse(file));

const chosenSchema = z.object({ profile: profileSchema.shape.id, own: z.record(z.string(), z.array(z.string())) });
type Chosen = Readonly<z.infer<typeof chosenSchema>>;

const USUAL: Chosen = { profile: 'default', own: {} };

/** The chords of every command as they work now. */
export const useKeys = create<Chosen & Readonly<{ keys: Readonly<Record<string, readonly string[]>> }>>()(() => ({ ...USUAL, keys: {} }));

let commands: readonly Command[] = [];
let operatorId: string | null = null;

/** Rooms that are never on screen together may use the same keys. */
const APART: readonly (readonly [CommandGroup, CommandGroup])[] = [
  ['queue', 'entry'], ['queue', 'source'], ['floor', 'queue'], ['floor', 'entry'], ['floor', 'source'],
  ['tray', 'floor'], ['tray', 'queue'], ['tray', 'entry'],
];

export function startKeys(all: readonly Command[]): void {
  commands = all;
  apply(USUAL);
}

/** Takes the keys that this operator has chosen on this desk; the usual ones when nobody is signed on. */
export function keysOf(operator: string | null): void {
  operatorId = operator;
  const stored = operator === null ? null : localStorage.getItem(nameOf(operator));
  apply(chosenSchema.safeParse(parseJson(stored ?? '')).data ?? USUAL);
}

export function chooseProfile(profile: ProfileId): void {
  keep({ profile, own: {} });
}

/** The command that this chord would run in the same room; null when it is free. */
export function conflictOf(command: Command, chord: string): Command | null {
  const { keys } = useKeys.getState();
  return commands.find((other) => other.id !== command.id && areTogether(command.group, other.group) && keys[other.id]?.includes(chord) === true) ?? null;
}

/** Whether a chord is what texts are keyed with: no command may have it. */
export function isSignOfText(chord: string): boolean {
  return chord.length === 1 || /^Shift\+[A-Z]$/.test(chord) || ['Space', 'Backspace'].includes(chord) || /^Numpad(\d|Decimal)$/.test(chord);
}

/** Gives a command a key of the operator's own in front of its others: `chords` are the names of one key press. Refused, with the command that has it, where it is taken. */
export function bindKey(command: Command, chords: readonly string[]): Command | null {
  const conflict = chords.map((each) => conflictOf(command, each)).find((each) => each !== null) ?? null;
  const [chord] = chords;
  if (conflict !== null || chord === undefined) return conflict;
  const { profile, own, keys } = useKeys.getState();
  const others = (keys[command.id] ?? []).filter((each) => each !== chord);
  keep({ profile, own: { ...own, [command.id]: [chord, ...others] } });
  return null;
}

/** Takes the operator's own keys of a command away: those of the profile are back. */
export function unbindKeys(command: Command): void {
  const { profile, own } = useKeys.getState();
  const { [command.id]: _taken, ...rest } = own;
  keep({ profile, own: rest });
}

function keep(chosen: Chosen): void {
  if (operatorId !== null) localStorage.setItem(nameOf(operatorId), JSON.stringify(chosen));
  apply(chosen);
}

function apply({ profile, own }: Chosen): void {
  const ofProfile = PROFILES.find(({ id }) => id === profile)?.keys ?? {};
  useKeys.setState({ profile, own, keys: Object.fromEntries(commands.map(({ id, keys }) => [id, own[id] ?? ofProfile[id] ?? keys])) });
}

function nameOf(operator: string): string {
  return `keyroom.keys.${operator}`;
}

function areTogether(a: CommandGroup, b: CommandGroup): boolean {
  return !APART.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
}
