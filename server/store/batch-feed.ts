import type { PublishPlan } from './delivery-rows';
import type { CodeListRow, FeedChange, FormRow } from './rows';

/** What a new batch puts into its site's reference scope, so that its items can be understood. */
export function referenceRows({ client, project, batch }: PublishPlan, form: FormRow, lists: readonly CodeListRow[]): readonly FeedChange[] {
  const scope = 'reference' as const;
  return [
    { scope, kind: 'client', key: client.id, row: client },
    { scope, kind: 'project', key: project.id, row: project },
    ...lists.map((list): FeedChange => ({ scope, kind: 'codeList', key: list.hash, row: list })),
    { scope, kind: 'form', key: form.hash, row: form },
    { scope, kind: 'batch', key: batch.id, row: batch },
  ];
}

/** The code lists that a form names. */
export function listHashesOf({ form }: FormRow): readonly string[] {
  return form.v === 1 ? [] : Object.values(form.codeLists ?? {}).map(({ hash }) => hash);
}
