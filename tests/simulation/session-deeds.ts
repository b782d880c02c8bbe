import type { SessionDraft } from '../../shared/domain/mutations/session';
import type { EffortTotals } from '../../shared/domain/effort';
import type { Operator } from '../../shared/domain/operator';
import type { Event } from './events';
import type { SimulatedDesk } from './simulated-desk';
import { trySaving } from './try-saving';
import type { World } from './world';

export type SessionDeed = Extract<Event, { kind: 'session' | 'wrongSession' }>;

/** What operators do with their sessions: each names the one that they began last, also after it has ended. */
export class SessionDeeds {
  constructor(private readonly world: World) {}

  async do(event: SessionDeed): Promise<void> {
    const operator = this.world.operator(event.operator);
    const desk = this.world.places.get(operator.id);
    if (desk === undefined || desk.running === null) return;
    if (event.kind === 'wrongSession') return this.#endAnothers(operator, desk);
    if (event.did === 'begin') this.world.sessions.set(operator.id, this.world.mintId());
    const sessionId = this.world.sessions.get(operator.id);
    if (sessionId === undefined) return;
    const saved = await this.#commit(desk, { operatorId: operator.id, sessionId, did: event.did, ...(event.did === 'end' ? { note: await this.#note(operator, sessionId) } : {}) });
    if (saved) this.world.tally.count(`session saved: ${event.did}`);
  }

  /** A page at fault ends the session of somebody else. */
  async #endAnothers(operator: Operator, desk: SimulatedDesk): Promise<void> {
    const other = [...this.world.sessions].find(([operatorId]) => operatorId !== operator.id);
    if (other === undefined) return;
    this.world.tally.count('fault: page at fault, otherSession');
    await this.#commit(desk, { operatorId: operator.id, sessionId: other[1], did: 'end' });
  }

  async #note(operator: Operator, sessionId: string): Promise<string> {
    this.world.valueCount += 1;
    return this.world.seals.note(`~v${this.world.valueCount}~0~`, { sessionId, operatorId: operator.id });
  }

  async #commit(desk: SimulatedDesk, parts: Omit<SessionDraft, 'id' | 'kind'>): Promise<boolean> {
    const { running } = desk;
    if (running === null) return false;
    const draft: SessionDraft = { id: this.world.mintId(), kind: 'session', ...parts };
    const saved = await trySaving(this.world, desk, 'session', () => running.journal.commit(draft));
    if (!saved) return false;
    this.world.promises.noteSaved(desk, draft);
    void running.loop.syncNow();
    return true;
  }
}

/** What an entry says of the session that it was keyed in and of what it took; nothing before there was a session. */
export function keyedIn(world: World, operatorId: string): Readonly<{ sessionId?: string; effort?: EffortTotals }> {
  const sessionId = world.sessions.get(operatorId);
  const { random } = world;
  const effort = { keystrokes: random.int(200), corrections: random.int(9), activeMs: random.int(60_000), pausedMs: random.int(3) * 40_000, waitedMs: random.int(900) };
  return sessionId === undefined ? {} : { sessionId, effort };
}
