import type { Event } from './events';
import { saidContent } from './said-content';
import type { SimulatedDesk } from './simulated-desk';
import type { Fault } from './tally';
import type { World } from './world';

export type MachineEvent = Extract<Event, { kind: 'cut' | 'kill' | 'start' | 'full' | 'room' | 'failing' | 'flip' | 'lose' | 'enrolAgain' | 'copy' | 'snapshot' | 'rollBack' | 'deleteLog' | 'strangeRecord' }>;

/** What befalls a desk's machine: its power, its disks, its profile. */
export class MachineDeeds {
  constructor(private readonly world: World) {}

  async do(event: MachineEvent): Promise<void> {
    const desk = this.world.desk(event.desk);
    switch (event.kind) {
      case 'cut':
        this.#fault(`power cut, ${event.which}`);
        return desk.cutPowerIn(event.which, event.operations, event.surviving);
      case 'kill':
        this.#fault('killed');
        return desk.kill(event.surviving);
      case 'start':
        await desk.start();
        return;
      case 'full':
        this.#fault(`disk full, ${event.which}`);
        return desk.diskOf(event.which).limitTo(event.freeBytes);
      case 'room':
        for (const which of ['journal', 'inbox'] as const) desk.diskOf(which).limitTo(Number.POSITIVE_INFINITY);
        return;
      case 'failing': {
        const disk = desk.diskOf(event.which);
        this.#fault(`write or sync failed, ${event.which}`);
        return disk.failAt({ code: 'EIO', at: disk.operationCount + event.operations, doneBytes: event.doneBytes });
      }
      case 'flip':
        return this.#flip(desk, event.share);
      case 'lose':
        return this.#lose(desk);
      case 'enrolAgain':
        this.#fault('enrolled again');
        return this.world.enrolAgain(desk);
      case 'copy':
        return this.#copy(desk);
      case 'snapshot':
        this.world.snapshots.set(desk, { profile: desk.profile(), drafts: this.world.promises.draftsAt(desk) });
        return;
      case 'rollBack':
        return this.#rollBack(desk);
      case 'deleteLog':
        return this.#deleteLog(desk, event.which);
      case 'strangeRecord':
        if (desk.running === null) return;
        this.#fault('record of a newer version');
        await desk.running.journal.log.append([JSON.stringify({ t: 'bell', at: 1 })]).catch(() => undefined);
        return;
      default:
        event satisfies never;
    }
  }

  /** A bit of the inbox is flipped where it lies; its pages can be had again, and the page's index has read them. */
  async #flip(desk: SimulatedDesk, share: number): Promise<void> {
    if (desk.running === null) return;
    await desk.look();
    await desk.kill(1);
    const name = desk.inboxDisk.names()[0];
    const bits = name === undefined ? 0 : desk.inboxDisk.bytesOf(name).length * 8;
    if (name === undefined || bits === 0) return;
    this.#fault('inbox damaged');
    desk.inboxDisk.flipBit(name, Math.floor(share * bits));
    await desk.start();
  }

  async #lose(desk: SimulatedDesk): Promise<void> {
    this.#fault('profile lost');
    await this.world.replace(desk);
    this.world.promises.noteLoss(desk, this.world.centre.tables, () => false);
  }

  async #copy(desk: SimulatedDesk): Promise<void> {
    if (!this.world.hasRoomForDesks) return;
    this.#fault('profile copied');
    const copy = await this.world.addDesk(desk.profile());
    this.world.promises.noteCopy(desk, copy);
  }

  async #rollBack(desk: SimulatedDesk): Promise<void> {
    const snapshot = this.world.snapshots.get(desk);
    if (snapshot === undefined) return;
    this.#fault('profile rolled back');
    this.world.snapshots.delete(desk);
    const next = await this.world.replace(desk, snapshot.profile);
    this.world.promises.noteCopy(desk, next);
    this.world.promises.noteLoss(desk, this.world.centre.tables, () => false);
    this.world.promises.noteLoss(next, this.world.centre.tables, ({ mutationId, content }) => next.running?.journal.above(0).some((m) => m.id === mutationId && saidContent(m) === content) === true);
    for (const draft of snapshot.drafts) this.world.promises.noteDraft(next, draft);
  }

  async #deleteLog(desk: SimulatedDesk, which: 'journal' | 'inbox'): Promise<void> {
    this.#fault(`${which} deleted`);
    const { [which]: _gone, ...profile } = desk.profile();
    const next = await this.world.replace(desk, profile);
    if (which === 'inbox') this.world.promises.noteCopy(desk, next);
    this.world.promises.noteLoss(desk, this.world.centre.tables, () => false);
  }

  #fault(name: Fault): void {
    this.world.tally.count(`fault: ${name}`);
  }
}
