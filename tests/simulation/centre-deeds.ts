import type { Event } from './events';
import type { Fault } from './tally';
import type { World } from './world';

export type CentreEvent = Extract<Event, { kind: 'assign' | 'term' | 'admit' | 'lookForAbandoned' | 'backUp' | 'restore' | 'crashCentre' | 'newerCentre' | 'standing' }>;

/** What is done at the centre, and what befalls it. */
export class CentreDeeds {
  constructor(private readonly world: World) {}

  async do(event: CentreEvent): Promise<void> {
    const { centre, random } = this.world;
    switch (event.kind) {
      case 'assign': {
        const item = centre.items[Math.floor(event.share * centre.items.length)];
        const to = event.to < 0.08 ? undefined : this.world.operator(Math.floor(event.to * centre.operators.length));
        if (item !== undefined) await centre.assign(item, to?.id ?? null, event.how);
        return;
      }
      case 'term':
        return centre.beginTerm();
      case 'admit':
        return centre.admit(event.items, event.project, event.dueInHours);
      case 'lookForAbandoned':
        return centre.lookForAbandoned();
      case 'backUp':
        return centre.backUp();
      case 'restore': {
        const before = centre.tables;
        if (!centre.setup.hasBackups || !centre.restore()) return;
        this.#fault('centre restored');
        return this.world.promises.noteRestore(before, centre.tables);
      }
      case 'crashCentre':
        centre.crashIn = event.transactions;
        return;
      case 'newerCentre':
        centre.isNewer = event.is;
        return;
      case 'standing': {
        const { accounts } = centre.store;
        this.#fault(`${event.of} ${event.state === 'active' ? 'reinstated' : 'revoked'}`);
        const desk = this.world.desk(Math.floor(event.share * this.world.desks.length));
        if (event.of === 'desk') await accounts.setDeskState(desk.id, event.state);
        else await accounts.setOperatorState(this.world.operator(random.int(centre.operators.length)).id, event.state);
        return;
      }
      default:
        event satisfies never;
    }
  }

  #fault(name: Fault): void {
    this.world.tally.count(`fault: ${name}`);
  }
}
