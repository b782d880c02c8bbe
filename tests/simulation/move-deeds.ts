import type { FloorModel } from '../../renderer/lead/floor-model';
import type { FloorItem } from '../../shared/domain/floor-item';
import type { MoveDraft, MovedItem } from '../../shared/domain/mutations/move';
import type { Operator } from '../../shared/domain/operator';
import type { Event } from './events';
import type { SimulatedDesk } from './simulated-desk';
import { trySaving } from './try-saving';
import type { World } from './world';

export type MoveEvent = Extract<Event, { kind: 'move' | 'undo' | 'wrongMove' }>;

type Floor = Readonly<{ lead: Operator; desk: SimulatedDesk; model: FloorModel; open: readonly FloorItem[] }>;

/** What a lead does at a desk: looks at the floor as the page shows it, with the desk's own moves on top, and moves items. */
export class MoveDeeds {
  /** The moves of each lead's last gesture. */
  readonly #last = new Map<string, readonly MoveDraft[]>();

  constructor(private readonly world: World) {}

  async do(event: MoveEvent): Promise<void> {
    const floor = await this.#floorBefore(this.world.lead(event.lead));
    if (floor === null) return;
    switch (event.kind) {
      case 'move':
        return this.#move(floor, event);
      case 'undo':
        return this.#undo(floor);
      case 'wrongMove':
        return this.#moveWrongly(floor, event);
      default:
        event satisfies never;
    }
  }

  async #move(floor: Floor, { share, items: count, to, how }: Extract<MoveEvent, { kind: 'move' }>): Promise<void> {
    const { operators } = this.world.centre;
    const from = Math.floor(share * floor.open.length);
    const toOperatorId = how === 'toNobody' ? null : this.world.operator(Math.floor(to * operators.length)).id;
    const chosen = floor.open.slice(from, from + count).filter(({ assignedTo }) => assignedTo !== toOperatorId);
    if (chosen.length === 0) return;
    const draft = this.#draftOf(floor.lead, chosen.map(seenOf), toOperatorId, { hard: how === 'hard' });
    if (!(await this.#commitSound(floor.desk, draft))) return;
    this.world.tally.count(`move saved: ${how}`);
    if (chosen.length > 1) this.world.tally.count('move saved: of many items');
    this.#last.set(floor.lead.id, [draft]);
  }

  /** Takes back what of the last gesture is still where it was put: for each former holder by a move of its own. */
  async #undo({ lead, desk, model }: Floor): Promise<void> {
    const last = this.#last.get(lead.id) ?? [];
    this.#last.delete(lead.id);
    const formerOf = new Map(last.flatMap((move) => move.items.map(({ itemId, fromOperatorId }) => [itemId, fromOperatorId] as const)));
    const standing = model.stillThere(last);
    const gestureId = this.world.mintId();
    for (const formerId of new Set(standing.map(({ id }) => formerOf.get(id) ?? null))) {
      const items = standing.filter(({ id }) => (formerOf.get(id) ?? null) === formerId).map(seenOf);
      const saved = await this.#commitSound(desk, this.#draftOf(lead, items, formerId, { gestureId, reason: 'undo' }));
      if (saved) this.world.tally.count('move saved: undo');
    }
  }

  async #moveWrongly({ lead, desk, open }: Floor, { share, how }: Extract<MoveEvent, { kind: 'wrongMove' }>): Promise<void> {
    const item = open[Math.floor(share * open.length)];
    if (item === undefined) return;
    this.world.tally.count(`fault: wrong move, ${how}`);
    const draft = this.#draftOf(lead, [seenOf(item)], this.world.operator(0).id, {});
    await this.#commit(desk, this.#spoilt(draft, how));
  }

  #spoilt(draft: MoveDraft, how: Extract<MoveEvent, { kind: 'wrongMove' }>['how']): MoveDraft {
    switch (how) {
      case 'notLead':
        return { ...draft, operatorId: this.world.operator(0).id };
      case 'unknownTarget':
        return { ...draft, toOperatorId: this.world.mintId() };
      case 'unknownItem':
        return { ...draft, items: [{ itemId: this.world.mintId(), fromOperatorId: null, epoch: { term: 1, seq: 1 } }, ...draft.items] };
      case 'itemTwice':
        return { ...draft, items: [...draft.items, ...draft.items] };
      default:
        return how satisfies never;
    }
  }

  #draftOf(lead: Operator, items: readonly MovedItem[], toOperatorId: string | null, more: Partial<MoveDraft>): MoveDraft {
    const { world } = this;
    return {
      id: world.mintId(), kind: 'move', operatorId: lead.id, gestureId: world.mintId(), items: [...items], toOperatorId, hard: false,
      reason: 'deadline', ...more,
    };
  }

  async #commitSound(desk: SimulatedDesk, draft: MoveDraft): Promise<boolean> {
    this.world.sound.add(draft.id);
    const waiting = new Set(desk.view.waitingMoves().flatMap(({ items }) => items.map(({ itemId }) => itemId)));
    const onTop = draft.items.some(({ itemId }) => waiting.has(itemId));
    if (!(await this.#commit(desk, draft))) return false;
    if (desk.link.isCut) this.world.tally.count('move saved: cut off');
    if (onTop) this.world.tally.count('move saved: on top of an unsettled one');
    return true;
  }

  async #commit(desk: SimulatedDesk, draft: MoveDraft): Promise<boolean> {
    const { running } = desk;
    const saved = running !== null && (await trySaving(this.world, desk, 'move', () => running.journal.commit(draft)));
    if (!saved) return false;
    this.world.promises.noteSaved(desk, draft);
    void running.loop.syncNow();
    return true;
  }

  async #floorBefore(lead: Operator | null): Promise<Floor | null> {
    const desk = lead === null ? undefined : this.world.places.get(lead.id);
    if (lead === null || desk === undefined || desk.running === null) return null;
    const view = await desk.look();
    this.world.promises.checkView(desk, view, this.world.centre.tables);
    const model = view.floorModel();
    return { lead, desk, model, open: model.openItems(() => true) };
  }
}

function seenOf({ id, assignedTo, epoch }: FloorItem): MovedItem {
  return { itemId: id, fromOperatorId: assignedTo, epoch };
}
