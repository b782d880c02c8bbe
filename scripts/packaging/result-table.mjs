/**
 * What came of each target, as lines for people: a table, and under it what is to be said of each.
 * @param {readonly import('./package-app.mjs').Row[]} rows
 */
export function resultTable(rows) {
  const cells = [
    ['target', 'result', 'file', 'size', 'sha256'],
    ...rows.map(({ target, result, file, sizeBytes, sha256 }) => [target, result, file ?? '', sizeBytes === undefined ? '' : megabytes(sizeBytes), sha256 ?? '']),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const table = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  return [...table, ...notesOf(rows)].join('\n');
}

/**
 * Each note once, with the targets that it is of.
 * @param {readonly import('./package-app.mjs').Row[]} rows
 */
function notesOf(rows) {
  const notes = new Set(rows.flatMap((row) => row.notes));
  return [...notes].map((note) => `${[...new Set(rows.filter((row) => row.notes.includes(note)).map(({ target }) => target))].join(', ')}: ${note}`);
}

/** @param {number} sizeBytes */
function megabytes(sizeBytes) {
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}
