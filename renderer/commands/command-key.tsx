import { KeyChord } from '../ui/key-chord';
import { chordWords } from './chord';
import { useKeys } from './key-profile';

/** The key that runs a command now, as it is bound for whoever is signed on; nothing where it has none. */
export function CommandKey({ id }: Readonly<{ id: string }>) {
  const chord = useKeys((s) => s.keys[id]?.[0]);
  return chord === undefined ? null : <KeyChord words={chordWords(chord)} />;
}
