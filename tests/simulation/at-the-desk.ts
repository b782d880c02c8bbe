import type { Item } from '../../shared/domain/item';
import type { Draft } from '../../shared/domain/journal-record';
import type { SubmitDraft } from '../../shared/domain/mutations/submit';
import type { Operator } from '../../shared/domain/operator';
import { FIRST_EPOCH } from '../../shared/domain/epoch';
import { entryOf } from '../support/entry-of';
import type { Event } from './events';
import type { SimulatedDesk } from './simulated-desk';
import { FORM_HASH } from './simulated-centre';
import { keyedIn } from './session-deeds';
import { trySaving } from './try-saving';
import type { World } from './world';

type Poison = Extract<Event, { kind: 'poison' }>['how'];

/** What an operator does at a desk: looks at the queue as the page shows it, drafts, submits. */
export class AtTheDesk {
  constructor(private readonly world: World) {}

  async signOn(operatorNumber: number, deskNumber: number): Promise<void> {
    const operator = this.world.operator(operatorNumber);
    const desk = this.world.desk(deskNumber);
    if (desk.running === null) return;
    if (this.world.places.get(operator.id) !== desk) this.world.tally.count('operator signed on at another desk');
    this.world.signOn(operator, desk);
    void desk.running.loop.syncNow();
  }

  async draft(operatorNumber: number, share: number): Promise<void> {
    const chosen = await this.#choose(operatorNumber, share);
    if (chosen === null) return;
    const { desk, item, operator, draft } = chosen;
    const mutationId = draft?.mutationId ?? this.world.mintId();
    const journal = desk.running?.journal;
    if (journal === undefined) return;
    const next: Draft = {
      mutationId, itemId: item.id, operatorId: operator.id, epoch: item.epoch, pass: 'key', formHash: item.formHash,
      revision: Math.max(draft?.revision ?? 0, journal.draftRevision(mutationId)) + 1, capturedAt: CAPTURED,
      body: await this.#sealed(mutationId, item, operator),
    };
    const saved = await trySaving(this.world, desk, 'draft', () => journal.saveDraft(next));
    if (saved) this.world.promises.noteDraft(desk, next);
  }

  async submit(operatorNumber: number, share: number): Promise<void> {
    const chosen = await this.#choose(operatorNumber, share);
    if (chosen === null) return;
    const { desk, item, operator, draft } = chosen;
    const mutationId = draft?.mutationId ?? this.world.mintId();
    this.world.sound.add(mutationId);
    await this.#commit(desk, {
      id: mutationId, kind: 'submit', operatorId: operator.id, itemId: item.id, epoch: draft?.epoch ?? item.epoch, pass: 'key',
      formHash: item.formHash, body: await this.#sealed(mutationId, item, operator), ...keyedIn(this.world, operator.id),
    });
  }

  async poison(operatorNumber: number, share: number, how: Poison): Promise<void> {
    const chosen = await this.#choose(operatorNumber, share);
    if (chosen === null) return;
    const { desk, item, operator } = chosen;
    const id = this.world.mintId();
    const sound: SubmitDraft = {
      id, kind: 'submit', operatorId: operator.id, itemId: item.id, epoch: item.epoch, pass: 'key', formHash: item.formHash,
      body: await this.#sealed(id, item, operator), ...keyedIn(this.world, operator.id),
    };
    this.world.tally.count(`fault: page at fault, ${how}`);
    await this.#commit(desk, await this.#spoilt(sound, item, operator, how));
  }

  async #spoilt(sound: SubmitDraft, item: Item, operator: Operator, how: Poison): Promise<SubmitDraft> {
    switch (how) {
      case 'unknownItem':
        return { ...sound, itemId: this.world.mintId() };
      case 'unknownOperator':
        return { ...sound, operatorId: this.world.mintId() };
      case 'notAssigned':
        return { ...sound, epoch: FIRST_EPOCH };
      case 'unreadable':
        return { ...sound, body: `not sealed ${sound.id}` };
      case 'invalidEntry':
        return { ...sound, body: await this.#sealed(sound.id, item, operator, {}) };
      case 'otherForm':
        return { ...sound, formHash: 'f'.repeat(64) === FORM_HASH ? FORM_HASH : 'f'.repeat(64) };
      default:
        return how satisfies never;
    }
  }

  async #commit(desk: SimulatedDesk, draft: SubmitDraft): Promise<void> {
    const { running } = desk;
    if (running === null) return;
    if (draft.sessionId !== undefined) this.world.promises.noteHandedIn(draft.sessionId, draft.id);
    const saved = await trySaving(this.world, desk, 'submit', () => running.journal.commit(draft));
    if (!saved) return;
    this.world.promises.noteSaved(desk, draft);
    void running.loop.syncNow();
  }

  async #choose(operatorNumber: number, share: number): Promise<Readonly<{ operator: Operator; desk: SimulatedDesk; item: Item; draft: Draft | undefined }> | null> {
    const operator = this.world.operator(operatorNumber);
    const desk = this.world.places.get(operator.id);
    if (desk === undefined || desk.running === null) return null;
    const view = await desk.look();
    this.world.promises.checkView(desk, view, this.world.centre.tables);
    const open = view.queueOf(operator.id).filter(({ shelf }) => shelf === 'open');
    const row = open[Math.floor(share * open.length)];
    const item = row && view.item(operator.id, row.itemId);
    if (item === undefined) return null;
    const draft = view.drafts().find((each) => each.itemId === item.id && each.draft.operatorId === operator.id)?.draft;
    return { operator, desk, item, draft };
  }

  async #sealed(mutationId: string, item: Item, operator: Operator, values?: Record<string, string>): Promise<string> {
    this.world.valueCount += 1;
    const value = `~v${this.world.valueCount}~${item.position}~`;
    const entry = entryOf(values ?? { company: value });
    return this.world.seals.seal(entry, { mutationId, itemId: item.id, operatorId: operator.id, formHash: item.formHash });
  }
}

const CAPTURED = { wallUtc: '2026-11-21T08:00:00.000Z', monotonicMs: 0, bootId: '00000000-0000-4000-8000-000000000001' } as const;
