import { MAX_SEALED_ENTRY_BYTES } from '../../../shared/domain/entry';
import type { MutationDraft } from '../../../shared/domain/mutation';
import { CALLS, type CallName } from '../../../shared/ipc/calls';
import type { DeskFailureKind } from '../../../shared/ipc/desk-failure';
import type { Random } from '../random';
import { garbage, spoil } from './garbage';
import { odd, ODD_NAMES, revived, times } from './odd-values';

/** A call as it is written to the page, and every kind of refusal that is right for it. */
export type HostileCall = Readonly<{ way: string; text: string; right: readonly DeskFailureKind[] }>;

/** What the page knows: a mutation of whoever has signed on, and where the centre is. */
export type PageKnows = Readonly<{ mutation: MutationDraft; serverUrl: string }>;

const WRONG_NAMES = ['', 'no.such.call', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'mutation.commit ', 'MUTATION.COMMIT', 'draft', 'session.signOn\u0000'] as const;

/** Sound requests; those that are empty are spoilt by what is added. */
function soundRequests({ mutation, serverUrl }: PageKnows, random: Random): Readonly<Record<CallName, Readonly<Record<string, unknown>>>> {
  const { id, kind: _, ...about } = mutation;
  return {
    'desk.describe': {}, 'session.signOff': {}, 'logs.attach': {}, 'sync.now': {}, 'update.install': {}, 'desk.figures': {}, 'work.open': { isOpen: true },
    'desk.enrol': { serverUrl, code: '22222222', deskName: 'Desk 99' },
    'session.signOn': { login: 'maria', pin: '000000' },
    'draft.save': { ...about, mutationId: id, revision: 1 + random.int(9) },
    'mutation.commit': mutation,
    'kept.open': { itemId: id, keptId: id },
    'document.read': { hash: hashOf(random) },
  };
}

/** A call that its schema, its size or its name keeps from any handler. */
export function spoiltCall(knows: PageKnows, random: Random): HostileCall {
  for (;;) {
    const [way, name, request] = spoiltDraw(soundRequests(knows, random), random);
    const text = JSON.stringify([[name, request]]);
    if (!passes(text)) return { way, text: text.slice(1, -1), right: ['ipcRefused', 'tooLarge'] };
  }
}

function spoiltDraw(sound: ReturnType<typeof soundRequests>, random: Random): readonly [way: string, name: unknown, request: unknown] {
  const name = random.pick(Object.keys(CALLS) as CallName[]);
  const entryCall = random.pick(['draft.save', 'mutation.commit'] as const);
  const fields = Object.keys(sound[name]);
  switch (random.int(20)) {
    case 0:
      return ['wrong name', random.pick([...WRONG_NAMES, garbage(random), odd(random.pick(ODD_NAMES))]), sound[name]];
    case 1:
      return ['garbage', name, garbage(random)];
    case 2:
      return ['odd request', name, odd(random.pick(ODD_NAMES))];
    case 3:
      return ['odd field', name, { ...sound[name], [fields.length === 0 ? 'more' : random.pick(fields)]: odd(random.pick(ODD_NAMES)) }];
    case 4:
      if (random.int(10) > 0) return ['much', name, { ...sound[name], more: times('x', CALLS[name].maxBytes) }];
      return ['body too long', entryCall, { ...sound[entryCall], body: times('x', MAX_SEALED_ENTRY_BYTES + 1 + random.int(1000)) }];
    default:
      return ['spoilt', name, spoil(sound[name], random)];
  }
}

/** A call that fits the table and is wrong by one field alone: only what main knows keeps it from being done. */
export type WrongWay = Readonly<{ way: string; name: CallName; right: DeskFailureKind; wrong: (sound: Readonly<Record<string, unknown>>, random: Random) => unknown }>;

export const OTHER_OPERATOR: readonly WrongWay[] = (['draft.save', 'mutation.commit'] as const).map((name) => ({
  way: `${name} of another operator`, name, right: 'notSignedOn', wrong: (sound, random) => ({ ...sound, operatorId: v7Of(random) }),
}));

export const NOBODY: readonly WrongWay[] = (['draft.save', 'mutation.commit'] as const).map((name) => ({
  way: `${name} with nobody signed on`, name, right: 'notSignedOn', wrong: (sound) => sound,
}));

export const SAME_ID: readonly WrongWay[] = [
  { way: 'draft.save of a committed id', name: 'draft.save', right: 'conflict', wrong: (sound) => sound },
  ...(['body', 'itemId', 'epoch', 'formHash'] as const).map((field): WrongWay => ({
    way: `mutation.commit of a committed id with another ${field}`, name: 'mutation.commit', right: 'conflict',
    wrong: (sound, random) => ({ ...sound, [field]: anotherOf(field, random) }),
  })),
];

export const NO_DOCUMENT: WrongWay = { way: 'document.read of an unknown hash', name: 'document.read', right: 'documentNotHere', wrong: (sound) => sound };

export const OPEN_WAY: WrongWay = {
  way: 'desk.enrol over open http', name: 'desk.enrol', right: 'forbidden',
  wrong: (sound, random) => ({ ...sound, serverUrl: random.pick(['http://192.0.2.7', 'http://127.0.0.1.example.invalid:80/', 'http://localhost.example.invalid', 'http://[::2]:8080']) }),
};

export const closedPort = (serverUrl: string): WrongWay => ({
  way: 'desk.enrol where nobody answers', name: 'desk.enrol', right: 'unreachable', wrong: (sound) => ({ ...sound, serverUrl }),
});

export const UNKNOWN_CODE: WrongWay = { way: 'desk.enrol with an unknown code', name: 'desk.enrol', right: 'codeInvalid', wrong: (sound) => sound };

export const WRONG_PIN: WrongWay = { way: 'session.signOn with a wrong PIN', name: 'session.signOn', right: 'wrongPin', wrong: (sound) => sound };

export const unknownLogin = (right: DeskFailureKind): WrongWay => ({
  way: 'session.signOn of an unknown login', name: 'session.signOn', right, wrong: (sound, random) => ({ ...sound, login: `nobody-${random.int(1e6)}` }),
});

/** Throws when the call would not pass the table: it must be main's own knowledge that refuses it. */
export function wrongCall({ way, name, right, wrong }: WrongWay, knows: PageKnows, random: Random): HostileCall {
  const request = wrong(soundRequests(knows, random)[name], random);
  const text = JSON.stringify([[name, request]]);
  if (!passes(text)) throw new Error(`“${way}” does not pass the schema`);
  return { way, text: text.slice(1, -1), right: [right] };
}

/** Whether the table takes the call as it arrives: the bridge carries no field named `__proto__`. */
function passes(text: string): boolean {
  const [call] = revived(JSON.stringify(JSON.parse(text), (key, value: unknown) => (key === '__proto__' ? undefined : value)));
  const [name, request] = call ?? [];
  return typeof name === 'string' && Object.hasOwn(CALLS, name) && CALLS[name as CallName].request.safeParse(request).success;
}

function anotherOf(field: 'body' | 'itemId' | 'epoch' | 'formHash', random: Random): unknown {
  switch (field) {
    case 'body':
      return `other ${random.uuidV4()}`;
    case 'itemId':
      return v7Of(random);
    case 'epoch':
      return { term: 2 + random.int(1000), seq: random.int(1000) };
    case 'formHash':
      return hashOf(random);
    default:
      return field satisfies never;
  }
}

function v7Of(random: Random): string {
  const id = random.uuidV4();
  return `${id.slice(0, 14)}7${id.slice(15)}`;
}

function hashOf(random: Random): string {
  return `${random.uuidV4()}${random.uuidV4()}`.replaceAll('-', '');
}
