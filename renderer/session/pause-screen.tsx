import { useRef, useState, type FormEvent } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { pinSchema } from '../../shared/domain/primitives';
import { CommandKey } from '../commands/command-key';
import { useCentreNowMs } from '../ui/centre-clock';
import { failureWords, type Words } from '../ui/failure-words';
import { clockTime, timeParts } from '../ui/format';
import { useMessages } from '../ui/messages';
import { timeWords } from '../ui/time-words';
import { resume, useSession } from './session-state';

/** What stands on screen during a pause, and nothing else: whose it is and since when. The PIN brings back what was there. */
export function PauseScreen({ onResumed }: Readonly<{ onResumed: () => void }>) {
  const { t, language } = useMessages();
  const operator = useSession((s) => s.operator);
  const pause = useSession((s) => s.pause);
  const nowMs = useCentreNowMs();
  if (operator === null || pause === null) return null;
  const amount = timeWords(timeParts(Math.max(0, nowMs - pause.sinceMs)), t);
  return (
    <main className="threshold" data-testid="pause">
      <section className="threshold-card" aria-labelledby="pause-title">
        <h1 id="pause-title">{t('pause.title')}</h1>
        <p className="threshold-place">{t('pause.since', { name: operator.name, at: clockTime(new Date(pause.sinceMs).toISOString(), language), amount })}</p>
        <p>{t('pause.text')}</p>
        {pause.trouble !== null && <p className="word word-warn" role="alert">{t(`pause.trouble.${pause.trouble}`)}</p>}
        <ResumeForm onResumed={onResumed} />
        <p className="hints"><span><CommandKey id="station.signOff" /> {t('pause.signOff', { name: operator.name })}</span></p>
      </section>
    </main>
  );
}

function ResumeForm({ onResumed }: Readonly<{ onResumed: () => void }>) {
  const { t } = useMessages();
  const [problem, setProblem] = useState<Words | null>(null);
  const [pinText, setPinText] = useState('');
  const [busy, setBusy] = useState(false);
  const pinBox = useRef<HTMLInputElement>(null);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const pin = pinSchema.safeParse(pinText);
    if (!pin.success || busy) return complain(pinText === '' || busy ? null : (say) => say('signOn.needPin'));
    setBusy(true);
    setProblem(null);
    const result = await resume(pin.data);
    setBusy(false);
    if (result.ok) return onResumed();
    return complain((say) => (result.failure.kind === 'wrongPin' ? say('pause.wrongPin') : failureWords(result.failure, say)));
  }
  function complain(words: Words | null): void {
    setPinText('');
    setProblem(() => words);
    pinBox.current?.focus();
  }
  return (
    <Form onSubmit={(event) => void submit(event)} validationBehavior="aria">
      <TextField isInvalid={problem !== null} isReadOnly={busy} type="password" autoComplete="off" autoFocus value={pinText} onChange={setPinText}>
        <Label>{t('signOn.pin')}</Label>
        <Input ref={pinBox} inputMode="numeric" />
        <FieldError />
      </TextField>
      <p className="word word-error" role="alert">{problem?.(t)}</p>
      <Button type="submit" className="button-main" isDisabled={busy}>{busy ? t('pause.busy') : t('pause.go')}</Button>
    </Form>
  );
}
