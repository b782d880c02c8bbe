import { afterEach, expect, it, vi } from 'vitest';
import { awaitEntry, closeEntry, showEntry, type KeyableWork } from '../../../../renderer/entry/entry-state';
import { catchKeysTypedAhead, releaseKeysTypedAhead, typeAheadFrom } from '../../../../renderer/entry/type-ahead';
import { emptyKeyed } from '../../../../shared/forms/keying/keyed';
import { planOf } from '../../../support/plan-of';

const kin = { batchId: 'b', formHash: 'f' };
const plan = planOf({ v: 2, workType: 'x', title: 'X', parts: [{ kind: 'text', id: 'name', label: 'Name', maxLength: 9 }] });
const open = (): void => showEntry({ plan } as KeyableWork, { mutationId: 'm', keyed: emptyKeyed('en'), effort: null, revision: 0 });

class Key extends Event {
  getModifierState(): boolean {
    return false;
  }

  readonly key: string;
  readonly repeat: boolean;
  constructor(type: string, init: EventInit & Readonly<{ key: string; repeat?: boolean }>) {
    super(type, init);
    this.key = init.key;
    this.repeat = init.repeat === true;
  }
}

const target = new EventTarget();
catchKeysTypedAhead(target as Window);
const type = (...keys: readonly string[]): void => {
  for (const key of keys) target.dispatchEvent(new Key('keydown', { key, cancelable: true }));
};

/** A page of which only the keys are heard that come to it. */
function heardKeys(onKey: (key: string) => void = () => undefined): readonly string[] {
  const heard: string[] = [];
  const body = new EventTarget();
  body.addEventListener('keydown', (event) => {
    if (!(event instanceof Key)) return;
    heard.push(event.repeat ? `${event.key} held` : event.key);
    event.preventDefault();
    onKey(event.key);
  });
  vi.stubGlobal('KeyboardEvent', Key);
  // No box has the focus here: nothing is an instance of these.
  vi.stubGlobal('HTMLInputElement', Key);
  vi.stubGlobal('HTMLTextAreaElement', Key);
  vi.stubGlobal('document', { activeElement: null, body });
  return heard;
}

afterEach(() => {
  closeEntry();
  vi.unstubAllGlobals();
});

it('keys typed while the next item opens are given to it', () => {
  const heard = heardKeys();
  typeAheadFrom(kin);
  awaitEntry();
  type('1', '2');
  open();
  releaseKeysTypedAhead(kin);
  expect(heard).toEqual(['1', '2']);
});

it('keys typed for an item that never came are not given to one that is opened later', () => {
  const heard = heardKeys();
  typeAheadFrom(kin);
  awaitEntry();
  type('1', '2');
  closeEntry();
  open();
  releaseKeysTypedAhead(kin);
  expect(heard).toEqual([]);
});

it('a key that is held down is told from one that is pressed again', () => {
  const heard = heardKeys();
  typeAheadFrom(kin);
  awaitEntry();
  target.dispatchEvent(new Key('keydown', { key: 'Enter', repeat: true }));
  type('Enter');
  open();
  releaseKeysTypedAhead(kin);
  expect(heard).toEqual(['Enter held', 'Enter']);
});

it('keys behind one that submits wait for the item after', () => {
  const heard = heardKeys((key) => {
    if (key === 'Enter') open();
  });
  typeAheadFrom(kin);
  awaitEntry();
  type('1', 'Enter', '2');
  open();
  releaseKeysTypedAhead(kin);
  expect(heard).toEqual(['1', 'Enter']);
  releaseKeysTypedAhead(kin);
  expect(heard).toEqual(['1', 'Enter', '2']);
});
