import { strict as assert } from 'node:assert';
import { stat } from 'node:fs/promises';
import { PIECE_BYTES } from '../../shared/protocol/update';
import { seeded } from './seeded';
import type { Scenario } from './scenario';
import { NEW, OLD } from './update-setting';

/** The link is cut at random bytes of the transfer, each time once more; what has come whole is not fetched again. */
export const cuts: Scenario = async ({ programs, centre, desk: makeDesk, promote }, { times, seed }) => {
  const desk = await makeDesk();
  const file = await programs.make(NEW, 'none');
  const { size } = await stat(file);
  const draw = seeded(seed);
  let left = times;
  let isTroubled = false;
  // Every other piece passes, so that cuts fall on all of the file.
  centre.trouble = (path) => {
    if (!path.startsWith('/v1/releases/') || left === 0) return 'passes';
    isTroubled = !isTroubled;
    if (!isTroubled && centre.artifactBytes > 0) return left > size / PIECE_BYTES ? cut() : 'passes';
    return cut();
  };
  const cut = (): Readonly<{ cutAfterBytes: number }> => {
    left -= 1;
    return { cutAfterBytes: Math.floor(draw() * PIECE_BYTES) };
  };
  await centre.release(file, NEW);
  await promote(NEW);
  await desk.start();
  const beganAtMs = Date.now();
  await desk.statusSays('it came whole in the end', ({ kind }) => kind === 'waiting', 60_000 + times * 30_000);
  assert.equal(left, 0, 'every cut has fallen');
  const mostBytes = size + times * PIECE_BYTES;
  assert.ok(centre.artifactBytes <= mostBytes, `${centre.artifactBytes} bytes came for a file of ${size}: no more than a piece is lost by a cut`);
  await desk.installByLead();
  await desk.recordSays('it has proved itself', ({ outcome }) => outcome?.version === NEW && outcome.rolledBackFor === null);
  assert.notEqual(await desk.version(), OLD);
  await desk.kill();
  return `${times} cuts, ${centre.artifactBytes} bytes for a file of ${size}, ${((Date.now() - beganAtMs) / 1000).toFixed(0)} s, then installed`;
};
