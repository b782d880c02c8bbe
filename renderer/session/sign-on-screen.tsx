import { useRef, useState, type FormEvent } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { loginSchema, pinSchema } from '../../shared/domain/primitives';
import { CommandKey } from '../commands/command-key';
import { useDesk } from '../store/desk-state';
import { failureWords, type Words } from '../ui/failure-words';
import { useMessages } from '../ui/messages';
import { signOn } from './session-state';

/** Sign-on with two boxes. Works without a link for whoever has signed on at this desk before. */
export function SignOnScreen() {
  const { t } = useMessages();
  const description = useDesk((s) => s.description);
  const offline = useDesk((s) => s.status !== null && s.status.link === 'offline');
  return (
    <main className="threshold">
      <section className="threshold-card" aria-labelledby="sign-on-title">
        <h1 id="sign-on-title">Keyroom</h1>
        <p className="threshold-place">{[description?.deskName, description?.siteName].filter(Boolean).join(' · ')}</p>
        {offline && <p className="word word-warn" role="status">{t('signOn.offline')}</p>}
        <SignOnForm />
        <p className="threshold-hint"><CommandKey id="station.selfCheck" /> {t('command.selfCheck')}</p>
      </section>
    </main>
  );
}

function SignOnForm() {
  const { t } = useMessages();
  const [problem, setProblem] = useState<Words | null>(null);
  const [pinText, setPinText] = useState('');
  const [busy, setBusy] = useState(false);
  const loginBox = useRef<HTMLInputElement>(null);
  const pinBox = useRef<HTMLInputElement>(null);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const login = loginSchema.safeParse(loginBox.current?.value ?? '');
    const pin = pinSchema.safeParse(pinText);
    if (!login.success) return complain((say) => say('signOn.needOperator'), loginBox.current);
    if (!pin.success) return complain(pinText === '' ? null : (say) => say('signOn.needPin'), pinBox.current);
    if (busy) return undefined;
    setBusy(true);
    setProblem(null);
    const result = await signOn(login.data, pin.data);
    setBusy(false);
    if (result.ok) return undefined;
    setPinText('');
    complain((say) => failureWords(result.failure, say), pinBox.current);
    return undefined;
  }
  function complain(words: Words | null, box: HTMLInputElement | null): void {
    setProblem(() => words);
    box?.focus();
    box?.select();
  }
  return (
    <Form onSubmit={(event) => void submit(event)} validationBehavior="aria">
      <TextField isInvalid={problem !== null} isReadOnly={busy} autoComplete="off" autoFocus>
        <Label>{t('signOn.operator')}</Label>
        <Input ref={loginBox} spellCheck={false} autoCapitalize="off" />
      </TextField>
      <TextField isInvalid={problem !== null} isReadOnly={busy} type="password" autoComplete="off" value={pinText} onChange={setPinText}>
        <Label>{t('signOn.pin')}</Label>
        <Input ref={pinBox} inputMode="numeric" />
        <FieldError />
      </TextField>
      <p className="word word-error" role="alert">{problem?.(t)}</p>
      <Button type="submit" className="button-main" isDisabled={busy}>{busy ? t('signOn.busy') : t('signOn.go')}</Button>
    </Form>
  );
}
