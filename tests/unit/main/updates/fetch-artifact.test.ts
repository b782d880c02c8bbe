import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArtifactFolder } from '../../../../main/updates/artifact-folder';
import { BandwidthBudget } from '../../../../main/updates/bandwidth-budget';
import { fetchArtifact, type FetchParts } from '../../../../main/updates/fetch-artifact';
import { done, failed } from '../../../../shared/ipc/desk-failure';
import { PIECE_BYTES } from '../../../../shared/protocol/update';
import { HandClock, sha256Of } from '../../../support/desk-fixtures';
import { artifactOf } from '../../../support/signed-release';

const BYTES = Uint8Array.from({ length: 3 * PIECE_BYTES + 77 }, (_, i) => (i * 7 + (i >> 11)) % 256);
const ARTIFACT = artifactOf(BYTES);

let path: string;
let folder: ArtifactFolder;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'keyroom-artifacts-'));
  folder = new ArtifactFolder(path);
});
afterEach(async () => rm(path, { recursive: true, force: true }));

type Serve = (from: number, to: number) => Response | null;

/** A centre that serves pieces; null is a link that breaks. */
function parts(serve: Serve, more: Partial<FetchParts> = {}): FetchParts & Readonly<{ asked: string[] }> {
  const asked: string[] = [];
  const open: FetchParts['link']['open'] = async ({ path: asks, headers }) => {
    const range = headers?.['range'] ?? '';
    asked.push(range);
    expect(asks).toBe(`/v1/releases/${ARTIFACT.sha256}`);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const response = serve(Number(from), Number(to));
    return response === null ? failed({ kind: 'unreachable', message: 'the link broke' }) : done(response);
  };
  return { link: { open }, folder, budget: new BandwidthBudget(new HandClock()), mayGoOn: () => true, stop: new AbortController().signal, asked, ...more };
}

const piece: Serve = (from, to) => new Response(BYTES.slice(from, to + 1), { status: 206 });

describe('an artifact on its way to a desk', () => {
  it('comes piece by piece, and lies there under its hash alone', async () => {
    const fetching = parts(piece);
    expect(await fetchArtifact(ARTIFACT, fetching)).toEqual(done('whole'));
    expect(fetching.asked).toHaveLength(4);
    expect(await readdir(path)).toEqual([ARTIFACT.sha256]);
    expect(sha256Of(await readFile(folder.path(ARTIFACT.sha256)))).toBe(ARTIFACT.sha256);
  });

  it('goes on from where it broke, also within a piece that was half written when the power went', async () => {
    const broken = parts((from, to) => (from >= 2 * PIECE_BYTES ? null : piece(from, to)));
    expect(await fetchArtifact(ARTIFACT, broken)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
    expect(await folder.heldBytes(ARTIFACT)).toBe(2 * PIECE_BYTES);
    await folder.append(ARTIFACT.sha256, BYTES.slice(2 * PIECE_BYTES, 2 * PIECE_BYTES + 100));
    const later = parts(piece);
    expect(await fetchArtifact(ARTIFACT, later)).toEqual(done('whole'));
    expect(later.asked[0]).toBe(`bytes=${2 * PIECE_BYTES + 100}-${3 * PIECE_BYTES + 99 > BYTES.length ? BYTES.length - 1 : 3 * PIECE_BYTES + 99}`);
  });

  it('asks for nothing where all of it is here', async () => {
    await fetchArtifact(ARTIFACT, parts(piece));
    const again = parts(piece);
    expect(await fetchArtifact(ARTIFACT, again)).toEqual(done('whole'));
    expect(again.asked).toEqual([]);
  });

  it('is thrown away where it comes whole with one bit changed, and begun anew', async () => {
    const tampered = parts((from, to) => {
      const bytes = BYTES.slice(from, to + 1);
      if (from === PIECE_BYTES) bytes[5] = (bytes[5] ?? 0) ^ 1;
      return new Response(bytes, { status: 206 });
    });
    expect(await fetchArtifact(ARTIFACT, tampered)).toEqual(done('damaged'));
    expect(await readdir(path)).toEqual([]);
    expect(await fetchArtifact(ARTIFACT, parts(piece))).toEqual(done('whole'));
  });

  it('is thrown away where more is here than it has', async () => {
    await folder.append(ARTIFACT.sha256, new Uint8Array(BYTES.length + 1));
    expect(await fetchArtifact(ARTIFACT, parts(piece))).toEqual(done('damaged'));
    expect(await readdir(path)).toEqual([]);
  });

  it.each([['cut short', BYTES.slice(0, PIECE_BYTES)], ['added to', Uint8Array.from([...BYTES.slice(0, 9), ...BYTES])]])('comes anew where a whole one was %s on the disk', async (_what, left) => {
    await writeFile(folder.path(ARTIFACT.sha256), left);
    const fetching = parts(piece, { mayGoOn: () => fetching.asked.length <= 4 });
    expect(await fetchArtifact(ARTIFACT, fetching)).toEqual(done('whole'));
    expect(fetching.asked).toHaveLength(4);
    expect(await readdir(path)).toEqual([ARTIFACT.sha256]);
    expect(await folder.isSound(ARTIFACT)).toBe(true);
  });

  it('pauses between two pieces as soon as work waits, and keeps what has come', async () => {
    let asks = 0;
    const mayGoOn = (): boolean => (asks += 1) <= 2;
    expect(await fetchArtifact(ARTIFACT, parts(piece, { mayGoOn }))).toEqual(done('paused'));
    expect(await folder.heldBytes(ARTIFACT)).toBe(2 * PIECE_BYTES);
  });

  it('stops with the desk', async () => {
    const fetching = parts(piece, { stop: AbortSignal.abort() });
    expect(await fetchArtifact(ARTIFACT, fetching)).toEqual(done('paused'));
    expect(fetching.asked).toEqual([]);
  });

  it.each<[string, Serve]>([
    ['all of it at once', () => new Response(BYTES, { status: 200 })],
    ['more than was asked for', (from, to) => new Response(BYTES.slice(from, to + 2), { status: 206 })],
    ['less than was asked for', (from, to) => new Response(BYTES.slice(from, to), { status: 206 })],
  ])('takes nothing of an answer that brings %s', async (_what, serve) => {
    expect(await fetchArtifact(ARTIFACT, parts(serve))).toMatchObject({ ok: false, failure: { kind: 'notKeyroom' } });
    expect(await folder.heldBytes(ARTIFACT)).toBe(0);
  });

  it('does not read an answer that has no end', async () => {
    let pulled = 0;
    const endless = (): Response => new Response(new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        if (pulled > 100) controller.error(new Error('it is still being read'));
        else controller.enqueue(new Uint8Array(PIECE_BYTES));
      },
    }), { status: 206 });
    expect(await fetchArtifact(ARTIFACT, parts(endless))).toMatchObject({ ok: false, failure: { kind: 'notKeyroom' } });
    expect(pulled).toBeLessThan(10);
  });
});

describe('a folder of artifacts', () => {
  it('finds out what was changed after it had come whole, and throws it away', async () => {
    await fetchArtifact(ARTIFACT, parts(piece));
    expect(await folder.isSound(ARTIFACT)).toBe(true);
    const changed = BYTES.slice();
    changed[9] = (changed[9] ?? 0) ^ 1;
    await writeFile(folder.path(ARTIFACT.sha256), changed);
    expect(await folder.isSound(ARTIFACT)).toBe(false);
    expect(await folder.has(ARTIFACT)).toBe(false);
  });

  it('throws away what is no longer due, whole or not, and nothing else that lies there', async () => {
    const [kept, gone] = [sha256Of('kept'), sha256Of('gone')];
    for (const name of [kept, `${kept}.part`, gone, `${gone}.part`, 'record.json', 'notes.txt']) await writeFile(join(path, name), 'x');
    await folder.keepOnly([kept]);
    expect((await readdir(path)).toSorted()).toEqual([kept, `${kept}.part`, 'notes.txt', 'record.json'].toSorted());
  });

  it('has nothing where it is not there yet', async () => {
    const none = new ArtifactFolder(join(path, 'none'));
    await none.keepOnly([]);
    expect([await none.heldBytes(ARTIFACT), await none.has(ARTIFACT), await none.isSound(ARTIFACT)]).toEqual([0, false, false]);
  });
});
