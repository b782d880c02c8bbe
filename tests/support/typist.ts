import type { Page } from '@playwright/test';
import type { ItemKey } from '../../server/seed/answers';
import { cellAddress, cellPlace, type Address } from '../../shared/forms/address';
import type { FormPlan } from '../../shared/forms/form-plan';
import { comesByItself } from '../../shared/forms/keying/prefill';
import { fieldAt, readText } from '../../shared/forms/read-text';
import type { Language } from '../../shared/forms/words';
import { typedText } from './typed-text';

/** More boxes than any form has. */
const BOXES_AT_MOST = 1000;

/** More edits than any drawn document asks about. */
const EDITS_AT_MOST = 8;

/** Keys items from their answer keys as a good operator does: with keys alone, looking at which box has the focus and what stands in it. */
export class Typist {
  private last: ItemKey | null = null;

  constructor(private readonly page: Page, private readonly plan: FormPlan, private readonly language: Language = 'en') {}

  /** Keys the item on screen and submits it. Throws where it does not get on. */
  async key(answers: ItemKey): Promise<void> {
    await this.keyUpTo(answers, null);
    await this.submit();
    this.last = answers;
  }

  /** Keys what stands before a box, which then has the focus; of null, all. `from` is the box that has the focus, where this goes on. */
  async keyUpTo(answers: ItemKey, stop: Address | null, from?: Address): Promise<void> {
    const order = this.boxesToKey(answers);
    const left = new Set(from === undefined ? order : order.slice(order.indexOf(from)));
    for (let count = 0; left.size > 0; count += 1) {
      if (count > BOXES_AT_MOST) throw new Error(`these were never reached: ${[...left].join(', ')}`);
      const address = await this.focused();
      if (address === stop) return;
      if (await this.goBackFrom(address, left, answers)) continue;
      left.delete(address);
      await this.keyBox(address, answers, left.size === 0);
      await this.takeOffWhatIsRight(left, answers);
    }
  }

  /** What the paper really says is accepted where an edit asks for it: the entry stays, with the keys at that edit, until it is. */
  private async submit(): Promise<void> {
    const source = this.page.getByTestId('source-name');
    const name = await source.innerText();
    for (let tries = 0; tries < EDITS_AT_MOST; tries += 1) {
      await this.page.keyboard.press('Control+Enter');
      if ((await source.count()) === 0 || (await source.innerText()) !== name) return;
      await this.page.keyboard.press('F4');
    }
    throw new Error(`${name} is not let go`);
  }

  /** What was passed over because it came by itself is gone back to where it is wrong. */
  private async goBackFrom(address: Address, left: ReadonlySet<Address>, answers: ItemKey): Promise<boolean> {
    const order = Object.keys(answers.stored);
    const [passed] = [...left].filter((each) => order.indexOf(each) < order.indexOf(address) && comesByItself(fieldAt(this.plan, each)));
    if (passed === undefined) return false;
    await this.page.keyboard.press('Shift+Tab');
    return true;
  }

  /** Nothing is left to do at boxes that came by themselves and are right. */
  private async takeOffWhatIsRight(left: Set<Address>, { stored }: ItemKey): Promise<void> {
    for (const address of left) {
      const field = fieldAt(this.plan, address);
      if (!comesByItself(field)) continue;
      const box = this.page.locator(`.fields [name="${address}"]`);
      if ((await box.count()) === 0) continue;
      const there = readText(this.plan, field, await box.inputValue(), this.language);
      if (there.ok && there.value === stored[address]) left.delete(address);
    }
  }

  /** Boxes that must hold something other than nothing at the end, in the order of the form. */
  private boxesToKey({ stored, computed }: ItemKey): readonly Address[] {
    return Object.keys(stored).filter((address) => stored[address] !== '' && !computed.includes(address));
  }

  private async keyBox(address: Address, answers: ItemKey, isLast: boolean): Promise<void> {
    const { keyboard } = this.page;
    const field = fieldAt(this.plan, address);
    const wanted = answers.stored[address] ?? '';
    const there = readText(this.plan, field, await this.boxOf().inputValue(), this.language);
    if (there.ok && there.value === wanted) {
      if (!isLast) await keyboard.press('Enter');
      return;
    }
    if (wanted === '') {
      await keyboard.press('Control+Delete');
      await keyboard.press('Enter');
      return;
    }
    const text = typedText(field, wanted);
    if (text.length > 1 && this.repeated(address, answers) === wanted) {
      await keyboard.press('F3');
      return;
    }
    for (const sign of Array.from(text)) await (/[ -~]/.test(sign) ? keyboard.press(sign === ' ' ? 'Space' : sign) : keyboard.insertText(sign));
    const hasGoneOn = (await this.focused()) !== address;
    if (!hasGoneOn && !isLast) await keyboard.press('Enter');
  }

  /** What the key for the last value would put in: of the row above, else of the item before. */
  private repeated(address: Address, { stored }: ItemKey): string {
    const place = cellPlace(address);
    const above = place === null || place.row === 0 ? '' : (stored[cellAddress(place.rowsId, place.row - 1, place.columnId)] ?? '');
    return above === '' ? (this.last?.stored[address] ?? '') : above;
  }

  private async focused(): Promise<Address> {
    const name = await this.boxOf().getAttribute('name');
    if (name === null) throw new Error('the focus is in no box');
    return name;
  }

  private boxOf() {
    return this.page.locator('.fields :focus');
  }
}
