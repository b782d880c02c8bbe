import { CompactSign, importJWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { z } from 'zod';
import type { Entry } from '../../shared/domain/entry';
import type { Item } from '../../shared/domain/item';
import { mutationHash } from '../../shared/domain/mutation';
import { MUTATION_VERSION } from '../../shared/domain/mutations/signed';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import { enrolResponseSchema, type DeskPlace } from '../../shared/protocol/enrol';
import { failureSchema, type Failure } from '../../shared/protocol/failure';
import { feedRowSchema, pullHeadSchema, type FeedRow, type PullHead, type PullRequest } from '../../shared/protocol/pull';
import { pushResponseSchema, type PushResponse } from '../../shared/protocol/push';
import { signOnResponseSchema } from '../../shared/protocol/sign-on';
import { challengeResponseSchema, tokenResponseSchema } from '../../shared/protocol/token';
import { sealEntry } from '../../shared/seals/entry-seal';
import { makeKey } from '../../shared/seals/make-key';
import { publicHalf, type PrivateKey } from '../../shared/seals/sealed-key';

/** A refusal of the centre, as a test sees it. */
export class CentreRefusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.kind}: ${failure.message}`);
    this.failure = failure;
  }
}

/** A desk reduced to its protocol: real keys, real seals, real requests, no journal. */
export class CentreDesk {
  /** Where it sends to; a test may lead it through a proxy. */
  url: string;
  readonly place: DeskPlace;
  readonly sealKey: PrivateKey;
  readonly #signKey: PrivateKey;
  token = '';

  private constructor(url: string, place: DeskPlace, signKey: PrivateKey, sealKey: PrivateKey) {
    this.url = url;
    this.place = place;
    this.#signKey = signKey;
    this.sealKey = sealKey;
  }

  static async enrol(url: string, code: string, deskName = 'Desk 1'): Promise<CentreDesk> {
    const signKey = await makeKey('sign');
    const sealKey = await makeKey('seal');
    const place = enrolResponseSchema.parse(
      await post(url, '/v1/enrol', { code, deskName, signKey: publicHalf(signKey), sealKey: publicHalf(sealKey) }),
    );
    const desk = new CentreDesk(url, place, signKey, sealKey);
    await desk.authenticate();
    return desk;
  }

  /** Gets a fresh token and goes on with it. */
  async authenticate(signKey: PrivateKey = this.#signKey): Promise<z.infer<typeof tokenResponseSchema>> {
    const { deskId } = this.place;
    const { challenge } = challengeResponseSchema.parse(await post(this.url, '/v1/challenge', { deskId }));
    const signedChallenge = await new CompactSign(new TextEncoder().encode(challenge))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(await importJWK({ ...signKey }, 'ES256'));
    const answer = tokenResponseSchema.parse(await post(this.url, '/v1/token', { deskId, signedChallenge }));
    this.token = answer.token;
    return answer;
  }

  async signOn(login: string, pin: string): Promise<string> {
    return signOnResponseSchema.parse(await this.#post('/v1/sign-on', { login, pin })).operator.id;
  }

  async push(streamId: string, mutations: readonly unknown[]): Promise<PushResponse['outcomes']> {
    return pushResponseSchema.parse(await this.#post('/v1/push', { streamId, mutations })).outcomes;
  }

  async pull(request: PullRequest, url = this.url): Promise<Readonly<{ head: PullHead; rows: readonly FeedRow[] }>> {
    const lines = (await (await this.request('/v1/pull', request, {}, url)).text()).trimEnd().split('\n');
    const [head, ...rows] = lines.map((line) => JSON.parse(line) as unknown);
    return { head: pullHeadSchema.parse(head), rows: rows.map((row) => feedRowSchema.parse(row)) };
  }

  async request(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}, url = this.url): Promise<Response> {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw await refusal(response);
    return response;
  }

  /** A submit of an item under its present assignment, sealed as a page would. */
  async submit(item: Item, operatorId: string, seq: number, entry: Entry, changed: Partial<SubmitMutation> = {}): Promise<SubmitMutation> {
    const ids = { id: v7(), itemId: item.id, operatorId, formHash: item.formHash, ...changed };
    const sealedFor = { mutationId: ids.id, itemId: ids.itemId, operatorId: ids.operatorId, formHash: ids.formHash };
    const content = {
      v: MUTATION_VERSION, kind: 'submit' as const, epoch: item.epoch, pass: 'key' as const,
      capturedAt: { wallUtc: new Date().toISOString(), monotonicMs: 1000, bootId: randomUUID() },
      body: await sealEntry(entry, sealedFor, [this.place.centreKey]),
      ...ids, ...changed,
    };
    return { ...content, seq, hash: changed.hash ?? mutationHash(content) };
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    return (await this.request(path, body)).json();
  }
}

async function post(url: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(url + path, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (!response.ok) throw await refusal(response);
  return response.json();
}

async function refusal(response: Response): Promise<CentreRefusal> {
  return new CentreRefusal(failureSchema.parse(await response.json()).error);
}
