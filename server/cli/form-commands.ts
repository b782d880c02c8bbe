import type { Command } from 'commander';
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { addedFormSchema, currentFormsSchema } from '../../shared/protocol/admin';
import { readAuthoredForm, type CompiledForm } from '../forms/authored-form';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';
import { CommandRefused } from './command-refused';

/** `forms`: checks and adds form definitions. */
export function addFormCommands(program: Command): void {
  const forms = program.command('forms').description('Forms: what is keyed of an item, as data. See docs/forms.md.');
  forms.command('check').description('Say everything that is wrong with a form, each with its line. Needs no centre.')
    .argument('<FILE>', 'the form definition')
    .action((file: string) => {
      const { form, lists } = readForm(file);
      console.log(`${file} is right: work type ${form.workType}, ${lists.length} code list${lists.length === 1 ? '' : 's'}.`);
    });
  withCentre(forms.command('add').description('Make a form the current one of its work type. Batches that are there keep theirs.'))
    .argument('<FILE>', 'the form definition')
    .action(addForm);
  withCentre(forms.command('list').description('List the forms that new batches get.'))
    .action(async (address: CentreAddress) => {
      const { forms: found } = await (await CentreClient.find(address)).get('/v1/admin/forms', currentFormsSchema);
      for (const { workType, title, fields, hash } of found) console.log(`${workType}  ${title}, ${fields} fields (${hash.slice(0, 12)})`);
    });
}

async function addForm(file: string, address: CentreAddress): Promise<void> {
  const { form, lists } = readForm(file);
  const client = await CentreClient.find(address);
  const added = await client.send('POST', '/v1/admin/forms', { form, lists: lists.map(({ list }) => list) }, addedFormSchema);
  const what = added.isNew ? 'is now' : 'was there already and is now';
  console.log(`${file} ${what} the form of work type ${added.workType} (${added.hash.slice(0, 12)}). Batches that are there keep theirs.`);
}

function readForm(file: string): CompiledForm {
  const folder = dirname(resolve(file));
  const read = readAuthoredForm(basename(file), textOf(file), (beside) => {
    const path = resolve(folder, beside);
    // A form names what lies beside it, not just any file of the machine.
    return relative(folder, path).startsWith('..') ? null : textIfThere(join(folder, beside));
  });
  if (read.ok) return read.value;
  const lines = read.mistakes.map(({ file: of, line, path, message }) => `${of}:${line}: ${path === '' ? '' : `${path}: `}${message}`);
  throw new CommandRefused(`${file} has ${lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`}:`, lines);
}

function textOf(file: string): string {
  const text = textIfThere(file);
  if (text === null) throw new CommandRefused(`There is no file ${file}.`);
  return text;
}

function textIfThere(path: string): string | null {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}
