import { useRef, useState, type FormEvent } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { enrolmentCodeSchema } from '../../shared/protocol/enrol';
import type { DeskFailure } from '../../shared/ipc/desk-failure';
import { callMain } from '../store/bridge';
import { describeDesk, useDesk } from '../store/desk-state';
import { failureWords, type Words } from '../ui/failure-words';
import { useMessages, type Translate } from '../ui/messages';

/** Mended in the address, not in the code. */
const ABOUT_ADDRESS: ReadonlySet<DeskFailure['kind']> = new Set(['forbidden', 'unreachable', 'notKeyroom']);

/** Enrols this desk with the code that the centre printed. */
export function EnrolScreen() {
  const { t } = useMessages();
  const attempt = useDesk((s) => s.description?.failedEnrolment ?? null);
  const [problem, setProblem] = useState((): Words | null => attempt && ((say) => enrolFailureWords(attempt.failure, say)));
  const [busy, setBusy] = useState(false);
  const serverBox = useRef<HTMLInputElement>(null);
  const codeBox = useRef<HTMLInputElement>(null);
  const nameBox = useRef<HTMLInputElement>(null);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const serverUrl = serverBox.current?.value.trim() ?? '';
    const code = enrolmentCodeSchema.safeParse(codeBox.current?.value ?? '');
    const deskName = nameBox.current?.value.trim() ?? '';
    if (!/^https?:\/\/\S+$/.test(serverUrl)) return complain((say) => say('enrol.needServer'), serverBox.current);
    if (!code.success) return complain((say) => say('enrol.needCode'), codeBox.current);
    if (deskName === '') return complain((say) => say('enrol.needName'), nameBox.current);
    setBusy(true);
    setProblem(null);
    const answer = await callMain('desk.enrol', { serverUrl, code: code.data, deskName });
    setBusy(false);
    if (answer.ok) await describeDesk();
    else complain((say) => enrolFailureWords(answer.failure, say), ABOUT_ADDRESS.has(answer.failure.kind) ? serverBox.current : codeBox.current);
    return undefined;
  }
  function complain(words: Words, box: HTMLInputElement | null): void {
    setProblem(() => words);
    box?.focus();
    box?.select();
  }
  return (
    <main className="threshold">
      <section className="threshold-card" aria-labelledby="enrol-title">
        <h1 id="enrol-title">{t('enrol.title')}</h1>
        <p>{t('enrol.intro')}</p>
        <Form onSubmit={(event) => void submit(event)} validationBehavior="aria">
          <TextField autoFocus autoComplete="off" defaultValue={attempt?.serverUrl ?? ''}><Label>{t('enrol.server')}</Label><Input ref={serverBox} placeholder="https://" spellCheck={false} /></TextField>
          <TextField autoComplete="off"><Label>{t('enrol.code')}</Label><Input ref={codeBox} spellCheck={false} autoCapitalize="characters" /></TextField>
          <TextField autoComplete="off"><Label>{t('enrol.name')}</Label><Input ref={nameBox} spellCheck={false} /></TextField>
          <p className="word word-error" role="alert">{problem?.(t)}</p>
          <Button type="submit" className="button-main" isDisabled={busy}>{busy ? t('enrol.busy') : t('enrol.go')}</Button>
        </Form>
      </section>
    </main>
  );
}

/** Nothing is saved at a desk without a place: what fails says what to mend, not that work is safe. */
function enrolFailureWords(failure: DeskFailure, t: Translate): string {
  if (failure.kind === 'forbidden') return t('enrol.needTls');
  return failure.kind === 'unreachable' ? t('enrol.noAnswer') : failureWords(failure, t);
}
