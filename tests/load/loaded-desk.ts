import { v7 } from 'uuid';
import { Desk, type DeskParts } from '../../main/desk';
import type { PinHash } from '../../main/security/pin-hash';
import { fileModeVault } from '../../main/security/vault';
import { systemClock, systemDraws } from '../../main/system-clock';
import type { KeyRing } from '../../shared/ipc/calls';
import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { PIN } from '../support/bench-centre';
import { entryOf } from '../support/entry-of';
import { nowMs, type DeskSpec } from './load-messages';
import { PageStandIn } from './page-stand-in';
import type { Tally } from './tally';
import { watchedFetch } from './watched-fetch';

/** As long as an address on a claim may be: sealed to two keys it makes a body of at least 1.5 kB. */
const ENTRY = entryOf({ company: 'Kedai Kopi Warisan Sdn Bhd', date: '2026-11-21', address: '14 Jalan Besar, '.repeat(25).trim(), total: '1250.40' });

type SignedOn = Readonly<{ operatorId: string; keyRing: KeyRing; page: PageStandIn }>;

/** One whole desk of the load: the product's own core on a real folder, with a hand that submits. */
export class LoadedDesk {
  private desk: Desk | null = null;
  private signedOn: SignedOn | null = null;

  constructor(readonly spec: DeskSpec, private readonly tally: Tally, private readonly pinHash: PinHash) {}

  /** Enrols and signs everybody on; the queue comes by itself. */
  async begin(): Promise<void> {
    const { code, serverUrl, name, login, alsoFollows } = this.spec;
    const desk = await this.open();
    const enrolled = await desk.enrol({ serverUrl, code, deskName: name });
    if (!enrolled.ok) throw new Error(`${name} was not enrolled: ${enrolled.failure.kind}`);
    if (alsoFollows !== null) await this.signOn(desk, alsoFollows);
    const { operator, keyRing } = await this.signOn(desk, login);
    const page = new PageStandIn(operator.id, (itemId) => this.tally.saw(itemId, nowMs()));
    page.attach(desk);
    this.signedOn = { operatorId: operator.id, keyRing, page };
  }

  /** Opens the desk on what it has; what it holds goes to the centre by itself. */
  async open(): Promise<Desk> {
    const { tally, pinHash, spec } = this;
    const parts: DeskParts = {
      profileFolder: spec.profileFolder, version: 'load', clock: systemClock, draws: systemDraws, vault: fileModeVault,
      fetch: watchedFetch(tally), pinHash, onStatus: () => undefined,
      onBroken: (error) => tally.count('errors', `broken: ${String(error)}`),
    };
    this.desk = await Desk.open(parts);
    return this.desk;
  }

  get openItems(): number {
    return this.signedOn?.page.openCount ?? 0;
  }

  get isOnline(): boolean {
    return this.desk?.status.link === 'online';
  }

  get unsettledCount(): number {
    return this.desk?.status.unsettledCount ?? 0;
  }

  /** Keys, seals and submits the next item, as one that was planned for `plannedAtMs`; resolves when it is saved. */
  async submit(plannedAtMs: number): Promise<void> {
    const { desk, signedOn, tally } = this;
    const item = signedOn?.page.takeNext() ?? null;
    if (desk === null || signedOn === null || item === null) return tally.noItem();
    const { operatorId, keyRing } = signedOn;
    const id = v7();
    const ids = { itemId: item.id, operatorId, formHash: item.formHash };
    const body = await sealEntry(ENTRY, { mutationId: id, ...ids }, [publicHalf(keyRing.deskKey), keyRing.centreKey]);
    tally.expect(id, { itemId: item.id, plannedAtMs, isFollowed: this.spec.isFollowed, bodyBytes: body.length });
    const saved = await desk.commit({ id, kind: 'submit', ...ids, epoch: item.epoch, pass: item.pass, body });
    if (!saved.ok) return tally.count('errors', `commit ${saved.failure.kind}`);
    tally.note('durableMs', nowMs() - plannedAtMs);
    tally.committedIds.push(id);
  }

  async close(): Promise<void> {
    this.signedOn?.page.detach();
    await this.desk?.close();
    this.desk = null;
  }

  private async signOn(desk: Desk, login: string) {
    const answer = await desk.signOn({ login, pin: PIN });
    if (!answer.ok) throw new Error(`${login} was not signed on: ${answer.failure.kind}`);
    return answer.value;
  }
}
