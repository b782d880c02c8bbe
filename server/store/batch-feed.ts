import type { PublishPlan } from './delivery-rows';
import type { FeedChange, FormRow } from './rows';

/** What a new batch puts into its site's reference scope, so that its items can be understood. */
export function referenceRows({ client, project, batch }: PublishPlan, form: FormRow): readonly FeedChange[] {
  const scope = 'reference' as const;
  return [
    { scope, kind: 'client', key: client.id, row: client },
    { scope, kind: 'project', key: project.id, row: project },
    { scope, kind: 'form', key: form.hash, row: form },
    { scope, kind: 'batch', key: batch.id, row: batch },
  ];
}
