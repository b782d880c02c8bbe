import { defineConfig } from '@playwright/test';

/** The end-to-end tests drive one app on one display at a time. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'out/test-results',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
});
