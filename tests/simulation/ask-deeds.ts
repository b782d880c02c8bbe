import { MAX_ITEMS_AN_ASK, type AskDraft } from '../../shared/domain/mutations/ask';
import type { Event } from './events';
import { trySaving } from './try-saving';
import type { World } from './world';

export type AskEvent = Extract<Event, { kind: 'ask' }>;

/** What an operator's desk does about work in the pool: it asks for some, told how many open items it shows. */
export class AskDeeds {
  constructor(private readonly world: World) {}

  async do({ operator: operatorNumber, items, staleBy }: AskEvent): Promise<void> {
    const { world } = this;
    const operator = world.operator(operatorNumber);
    const desk = world.places.get(operator.id);
    if (desk === undefined || desk.running === null) return;
    const view = await desk.look();
    world.promises.checkView(desk, view, world.centre.tables);
    const open = view.queueOf(operator.id).filter(({ shelf }) => shelf === 'open').length;
    const draft: AskDraft = {
      id: world.mintId(), kind: 'ask', operatorId: operator.id, count: Math.min(items, MAX_ITEMS_AN_ASK), heldCount: Math.max(0, open - staleBy),
    };
    const { running } = desk;
    world.sound.add(draft.id);
    if (!(await trySaving(world, desk, 'ask', () => running.journal.commit(draft)))) return;
    if (desk.link.isCut) world.tally.count('ask saved: cut off');
    world.promises.noteSaved(desk, draft);
    void running.loop.syncNow();
  }
}
