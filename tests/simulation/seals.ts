import type { EntryCheck } from '../../server/decide/decide-submit';
import type { ReadMutation } from '../../server/decide/read-mutation';
import type { StoredLedgerRow } from '../../server/store/rows';
import { checkEntries } from '../../server/work/check-entries';
import { submitOf } from '../../server/work/judged-entries';
import type { PlannedForms } from '../../server/work/planned-forms';
import { entrySchema, type Entry } from '../../shared/domain/entry';
import { fitsForm } from '../../shared/forms/entry-check';
import { readableForm, storedFormSchema } from '../../shared/forms/form';
import { sealEntry, type SealedFor } from '../../shared/seals/entry-seal';
import { sealNote, type NoteFor } from '../../shared/seals/note-seal';
import { planOf } from '../support/plan-of';
import { makeKey } from '../../shared/seals/make-key';
import { publicHalf } from '../../shared/seals/sealed-key';

/** A form of the first version of the language, as batches of old have it. */
export const FORM = storedFormSchema.parse({
  v: 1, workType: 'receipt', title: 'Receipt', fields: [{ id: 'company', label: 'Company', required: true, kind: 'text', maxLength: 16, long: false }],
});

/** How pages seal entries, and how the centre looks into them. */
export type Seals = Readonly<{
  seal: (entry: Entry, sealedFor: SealedFor) => Promise<string>;
  note: (text: string, noteFor: NoteFor) => Promise<string>;
  check: (mutations: readonly ReadMutation[], judged: ReadonlyMap<string, StoredLedgerRow>, forms: Pick<PlannedForms, 'plan'>) => Promise<ReadonlyMap<string, EntryCheck>>;
}>;

const centreKey = await makeKey('seal');
const deskKey = await makeKey('seal');
const siteKey = await makeKey('seal');

/** The seals as they are shipped: some milliseconds each. */
export const shippedSeals: Seals = {
  seal: (entry, sealedFor) => sealEntry(entry, sealedFor, [publicHalf(centreKey), publicHalf(deskKey)]),
  note: (text, noteFor) => sealNote(text, noteFor, publicHalf(siteKey)),
  check: (mutations, judged, forms) => checkEntries(mutations, judged, forms, centreKey),
};

const PLAN = planOf(readableForm(FORM));
const PREFIX = 'sealed:';

/** Stand for the seals where thousands of histories are run: what is inside cannot be searched for, and binds to nothing. */
export const lightSeals: Seals = {
  seal: async (entry) => PREFIX + Buffer.from(JSON.stringify(entry)).toString('base64'),
  note: async (text) => PREFIX + Buffer.from(text).toString('base64'),
  check: async (mutations, judged) => {
    const checks = new Map<string, EntryCheck>();
    for (const { read } of mutations) if (read.kind === 'whole' && read.mutation.kind === 'submit') checks.set(read.mutation.id, checkOf(read.mutation.body));
    for (const [id, row] of judged) {
      const submit = submitOf(row);
      if (submit !== null) checks.set(id, checkOf(submit.body));
    }
    return checks;
  },
};

function checkOf(body: string): EntryCheck {
  if (!body.startsWith(PREFIX)) return 'unreadable';
  const entry = entrySchema.parse(JSON.parse(Buffer.from(body.slice(PREFIX.length), 'base64').toString('utf8')));
  return fitsForm(PLAN, entry) ? 'fits' : 'invalidEntry';
}
