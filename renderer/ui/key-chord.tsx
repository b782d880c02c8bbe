/** A chord as key caps. The words come from `chordWords`. */
export function KeyChord({ words }: Readonly<{ words: readonly string[] }>) {
  return (
    <span className="chord">
      {words.map((word) => (
        <kbd key={word}>{word}</kbd>
      ))}
    </span>
  );
}
