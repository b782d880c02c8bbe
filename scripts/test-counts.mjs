import { readFileSync } from 'node:fs';

/** @typedef {{passed: number, failed: number}} TestCounts */

/**
 * What a vitest JSON report counted; nothing when the run left no report.
 * @param {string} file
 * @returns {TestCounts}
 */
export function vitestCounts(file) {
  const report = /** @type {{numPassedTests?: number, numFailedTests?: number} | undefined} */ (readReport(file));
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

/**
 * What a Playwright JSON report counted; nothing when the run left no report.
 * @param {string} file
 * @returns {TestCounts}
 */
export function playwrightCounts(file) {
  const report = /** @type {{stats?: {expected: number, unexpected: number, flaky: number}} | undefined} */ (readReport(file));
  return { passed: report?.stats?.expected ?? 0, failed: (report?.stats?.unexpected ?? 0) + (report?.stats?.flaky ?? 0) };
}

/** @param {string} file */
function readReport(file) {
  try {
    return /** @type {unknown} */ (JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
