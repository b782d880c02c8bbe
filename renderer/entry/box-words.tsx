import { memo } from 'react';
import type { Address } from '../../shared/forms/address';
import { GENERAL_REASONS } from '../../shared/forms/entry-check';
import { wordsIn } from '../../shared/forms/words';
import type { Finding } from '../../shared/forms/workings';
import { CommandKey } from '../commands/command-key';
import { useMessages } from '../ui/messages';
import { findingsAt } from './derived';
import { useBox } from './use-box';

/** What is wrong at a box, and the edits that do not hold there, each with the way on. */
export const BoxWords = memo(function BoxWords({ address, label }: Readonly<{ address: Address; label?: string }>) {
  const { t } = useMessages();
  const problem = useBox(address, (s) => s.problems[address]);
  const refused = useBox(address, (s) => s.refusedSignAt === address);
  const findings = useBox(address, (s) => findingsAt(s.derived, address));
  if (problem === undefined && !refused && findings.length === 0) return null;
  const before = label === undefined ? '' : `${label}: `;
  return (
    <div className="field-words">
      {refused && problem === undefined && <p className="field-word field-word-calm" role="status">{before}{t('entry.signRefused')}</p>}
      {problem !== undefined && <p className="field-word" role="alert">{before}{t(`problem.${problem}`)} {t('entry.orFlag')} <CommandKey id="entry.illegible" /></p>}
      {findings.map((finding) => <FindingWords key={finding.key} finding={finding} before={before} />)}
    </div>
  );
});

function FindingWords({ finding, before }: Readonly<{ finding: Finding; before: string }>) {
  const { t, language } = useMessages();
  const reason = useBox(finding.at, (s) => s.keyed.overrides[finding.key]);
  const reasons = useBox(finding.at, (s) => s.work?.form?.reasons ?? GENERAL_REASONS);
  const { edit, trouble } = finding;
  if (trouble !== null) return <p className="field-word field-word-calm">{before}{t(trouble === 'dividesByZero' ? 'entry.ruleDivides' : 'entry.ruleBroken', { rule: edit.id })}</p>;
  const words = `${before}${wordsIn(edit.message, language)}`;
  if (edit.severity === 'info') return <p className="field-word field-word-calm" role="status">{words}</p>;
  if (edit.severity === 'hard') return <p className="field-word" role="alert">{words}</p>;
  const given = reasons.find(({ code }) => code === reason);
  return given === undefined
    ? <p className="field-word field-word-soft" role="alert">{words} <CommandKey id="entry.override" /> {t('entry.overrideHint', { reason: wordsIn(reasons[0]?.label ?? '', language) })}</p>
    : <p className="field-word field-word-calm">{words} <b>{t('entry.overridden', { reason: wordsIn(given.label, language) })}</b> <CommandKey id="entry.override" /></p>;
}
