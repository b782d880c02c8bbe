import { it } from 'vitest';
import { ForgetfulDisk } from '../../../support/forgetful-disk';
import { JournalWitness } from '../../../support/journal-witness';
it('x', async () => {
  const d = new ForgetfulDisk();
  const w = await JournalWitness.begin(d, { segmentBytes: 200, compactAboveBytes: 0 });
  await w.do([{ kind: 'commit', n: 1 }, { kind: 'settle', foldShare: 1, freeShare: 1 }]);
  console.log(d.names().map((n) => d.bytesOf(n).toString('latin1')));
  await w.do([{ kind: 'reopen' }, { kind: 'commit', n: 2 }]);
  console.log(d.names().map((n) => d.bytesOf(n).toString('latin1')));
});
