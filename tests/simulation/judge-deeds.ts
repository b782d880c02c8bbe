import type { KeptEntry } from '../../shared/domain/kept-entry';
import type { JudgeDraft } from '../../shared/domain/mutations/judge';
import type { Operator } from '../../shared/domain/operator';
import type { Event } from './events';
import type { SimulatedDesk } from './simulated-desk';
import { trySaving } from './try-saving';
import type { World } from './world';

export type JudgeEvent = Extract<Event, { kind: 'judge' | 'wrongJudge' }>;

type Tray = Readonly<{ lead: Operator; desk: SimulatedDesk; entries: readonly KeptEntry[]; winnerOf: (itemId: string) => string | null }>;

/** What a lead does at a desk: looks at the tray as the page shows it, and decides on a kept entry. */
export class JudgeDeeds {
  constructor(private readonly world: World) {}

  async do(event: JudgeEvent): Promise<void> {
    const tray = await this.#trayBefore(this.world.lead(event.lead));
    const entry = tray?.entries[Math.floor(event.share * tray.entries.length)];
    if (tray === null || entry === undefined) return;
    const draft = this.#draftOf(tray, entry, event.kind === 'judge' ? event.verdict : 'promote');
    if (event.kind === 'judge') await this.#judge(tray, draft);
    else await this.#judgeWrongly(tray, draft, event.how);
  }

  async #judge({ desk }: Tray, draft: JudgeDraft): Promise<void> {
    this.world.sound.add(draft.id);
    if (!(await this.#commit(desk, draft))) return;
    if (desk.link.isCut) this.world.tally.count('verdict saved: cut off');
  }

  async #judgeWrongly({ desk, entries }: Tray, draft: JudgeDraft, how: Extract<JudgeEvent, { kind: 'wrongJudge' }>['how']): Promise<void> {
    this.world.tally.count(`fault: wrong verdict, ${how}`);
    switch (how) {
      case 'notLead':
        return void (await this.#commit(desk, { ...draft, operatorId: this.world.operator(0).id }));
      case 'unknownItem':
        return void (await this.#commit(desk, { ...draft, itemId: this.world.mintId() }));
      case 'otherItem':
        return void (await this.#commit(desk, { ...draft, itemId: entries.find(({ itemId }) => itemId !== draft.itemId)?.itemId ?? draft.itemId }));
      default:
        return how satisfies never;
    }
  }

  #draftOf({ lead, winnerOf }: Tray, { id: keptId, itemId, decided }: KeptEntry, verdict: JudgeDraft['verdict']): JudgeDraft {
    const standing = decided === null || decided.verdict === 'promote' ? null : decided.verdict;
    return { id: this.world.mintId(), kind: 'judge', operatorId: lead.id, itemId, keptId, verdict, winnerId: winnerOf(itemId), standing };
  }

  async #commit(desk: SimulatedDesk, draft: JudgeDraft): Promise<boolean> {
    const { running } = desk;
    const saved = running !== null && (await trySaving(this.world, desk, 'verdict', () => running.journal.commit(draft)));
    if (!saved) return false;
    this.world.promises.noteSaved(desk, draft);
    void running.loop.syncNow();
    return true;
  }

  async #trayBefore(lead: Operator | null): Promise<Tray | null> {
    const desk = lead === null ? undefined : this.world.places.get(lead.id);
    if (lead === null || desk === undefined || desk.running === null) return null;
    const view = await desk.look();
    const winners = new Map(view.floor().map(({ id, settledBy }) => [id, settledBy?.mutationId ?? null]));
    return { lead, desk, entries: view.tray(), winnerOf: (itemId) => winners.get(itemId) ?? null };
  }
}
