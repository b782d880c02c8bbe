import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const project = join(import.meta.dirname, '../..');

/** Each arrow that the design does not allow: a file, and the line that breaks it. */
const FORBIDDEN: Readonly<Record<string, readonly [file: string, line: string]>> = {
  'shared may not use a Node module': ['shared/domain/a.ts', `import 'node:fs';`],
  'shared may not use a Node module by its bare name': ['shared/domain/b.ts', `import 'fs';`],
  'shared may not use Electron': ['shared/ipc/a.ts', `import 'electron';`],
  'shared may not use a large library': ['shared/forms/a.ts', `import 'dexie';`],
  'shared may not use one lazily either': ['shared/forms/b.ts', `export const lazy = import('react');`],
  'shared may not import main': ['shared/domain/c.ts', `import '../../main/desk';`],
  'shared may not import types from the server': ['shared/domain/d.ts', `import type { X } from '../../server/store/rows'; export type Y = X;`],
  'shared may not touch the DOM': ['shared/domain/e.ts', `export const w = window;`],
  'shared may not read a clock': ['shared/domain/f.ts', `export const t = Date.now();`],
  'shared may not draw': ['shared/domain/g.ts', `export const r = Math.random();`],
  'main may not import the renderer': ['main/sync/a.ts', `import '../../renderer/store/database';`],
  'main may not import the server': ['main/desk.ts', `import '../server/result';`],
  'main may not import the work types': ['main/documents/a.ts', `import '../../work-types/receipt.form.json';`],
  'main may not draw with React': ['main/windows/a.ts', `import 'react';`],
  'the sync may not import Electron': ['main/sync/b.ts', `import 'electron';`],
  'the desk itself may not import Electron': ['main/headless.ts', `import 'electron';`],
  'the security room may not import Electron outside of the system vault': ['main/security/a.ts', `import 'electron';`],
  'the log may not import the sync': ['main/log/a.ts', `import '../sync/journal';`],
  'the log may not import documents': ['main/log/b.ts', `import '../documents/document-cache';`],
  'the log may not import security': ['main/log/c.ts', `import '../security/roster';`],
  'the sync may not import the ipc room': ['main/sync/c.ts', `import '../ipc/serve-calls';`],
  'rooms of main may not import main/index': ['main/documents/b.ts', `import '../index';`],
  'windows may not import main/index': ['main/windows/b.ts', `import '../index';`],
  'ipc may not import main/index': ['main/ipc/a.ts', `import '../index';`],
  'the preload may not import schemas': ['main/preload/a.ts', `import '../../shared/domain/item';`],
  'the preload may not import another room': ['main/preload/b.ts', `import '../windows/lock-down';`],
  'the preload may not import a library': ['main/preload/c.ts', `import 'zod';`],
  'the renderer may not import main': ['renderer/store/a.ts', `import '../../main/log/disk';`],
  'the renderer may not import Electron': ['renderer/app/a.ts', `import 'electron';`],
  'the renderer may not import Node': ['renderer/ui/a.ts', `import 'node:path';`],
  'the queue may not import the entry': ['renderer/queue/a.ts', `import '../entry/entry-state';`],
  'the entry may not import the session': ['renderer/entry/a.ts', `import '../session/session-state';`],
  'the session may not import the lead room': ['renderer/session/a.ts', `import '../lead/lead-state';`],
  'the lead room may not import the queue': ['renderer/lead/a.ts', `import '../queue/queue-state';`],
  'a feature may not import the app': ['renderer/entry/b.ts', `import '../app/app';`],
  'the source may not import a feature': ['renderer/source/a.ts', `import '../entry/entry-state';`],
  'commands may not import a feature': ['renderer/commands/a.ts', `import '../queue/queue-state';`],
  'the store may not import what stands above it': ['renderer/store/b.ts', `import '../ui/messages';`],
  'ui may not import the store': ['renderer/ui/b.ts', `import '../store/queries';`],
  'a feature may not touch Dexie': ['renderer/queue/b.ts', `import 'dexie';`],
  'the app may not touch Dexie': ['renderer/app/b.ts', `import 'dexie';`],
  'nobody but one file may touch the bridge': ['renderer/store/c.ts', `export const bridge = window.keyroom;`],
  'not even under another name of the window': ['renderer/app/c.ts', `export const bridge = globalThis.keyroom;`],
  'the server may not import main': ['server/routes/a.ts', `import '../../main/clock';`],
  'the server may not import the work types': ['server/imports/a.ts', `import '../../work-types/receipt.form.json';`],
  'the server may not import tests': ['server/store/a.ts', `import '../../tests/support/receipts';`],
  'scripts may not import tests': ['scripts/a.mjs', `import '../tests/support/receipts.ts';`],
  'a keying test may not fill a field': ['tests/e2e/keying-a.spec.ts', `export const f = (page: { fill: () => void }) => page.fill();`],
  'a keying test may not click': ['tests/e2e/keying-b.spec.ts', `export const f = (page: { click: () => void }) => page.click();`],
  'a keying test may not run code in the page': ['tests/e2e/keying-c.spec.ts', `export const f = (page: { evaluate: () => void }) => page.evaluate();`],
};

/** Arrows that it does allow: these must pass, or the check would hold by refusing everything. */
const ALLOWED: Readonly<Record<string, readonly [file: string, line: string]>> = {
  'shared uses small pure libraries': ['shared/domain/ok.ts', `import 'zod'; import 'jose'; import '@noble/hashes/sha2.js'; import 'big.js'; import 'libphonenumber-js/min'; import 'stdnum/lib/cjs/no/orgnr.js'; import 'temporal-polyfill'; import '../forms/form';`],
  'main imports shared and its own rooms': ['main/sync/ok.ts', `import '../../shared/ipc/log-port'; import '../log/segmented-log'; import 'node:fs';`],
  'windows import Electron': ['main/windows/ok.ts', `import 'electron'; import '../../shared/ipc/channels';`],
  'the system vault imports Electron': ['main/security/system-vault.ts', `import 'electron';`],
  'main/index puts everything together': ['main/index.ts', `import 'electron'; import './desk'; import './ipc/serve-calls'; import './windows/lock-down';`],
  'the preload imports shared/ipc': ['main/preload/index.ts', `import 'electron'; import '../../shared/ipc/channels';`],
  'the app imports features': ['renderer/app/ok.ts', `import '../queue/queue-state'; import '../entry/entry-state'; import '../store/queries';`],
  'a feature imports source, store, commands and ui': ['renderer/entry/ok.ts', `import '../source/source-view'; import '../store/queries'; import '../commands/command'; import '../ui/messages'; import './entry-state';`],
  'the store imports Dexie': ['renderer/store/ok.ts', `import 'dexie';`],
  'the bridge touches the bridge': ['renderer/store/bridge.ts', `export const bridge = window.keyroom;`],
  'the seed reads the work types': ['server/seed/ok.ts', `import '../../work-types/receipt.form.json';`],
  'tests import everything': ['tests/unit/ok.ts', `import '../../main/desk'; import '../../renderer/store/database'; import '../../server/result';`],
};

const reportSchema = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) });
const folder = mkdtempSync(join(tmpdir(), 'keyroom-arrows-'));
let refused: ReadonlySet<string>;

beforeAll(() => {
  cpSync(join(project, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [file, line] of [...Object.values(FORBIDDEN), ...Object.values(ALLOWED)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${line}\n`);
  }
  const oxlint = join(project, 'node_modules/oxlint/bin/oxlint');
  const run = spawnSync(process.execPath, [oxlint, '--format', 'json', '.'], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = reportSchema.parse(JSON.parse(run.stdout));
  refused = new Set(diagnostics.filter((d) => d.code.includes('no-restricted')).map((d) => d.filename));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the check of import arrows refuses what the design does not allow', () => {
  it.each(Object.entries(FORBIDDEN))('%s', (_arrow, [file]) => {
    expect(refused).toContain(file);
  });
});

describe('the check of import arrows lets pass what the design allows', () => {
  it.each(Object.entries(ALLOWED))('%s', (_arrow, [file]) => {
    expect(refused).not.toContain(file);
  });
});
