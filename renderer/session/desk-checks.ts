import type { CallResponse } from '../../shared/ipc/calls';
import type { DeskStatus } from '../../shared/ipc/status';
import type { Language } from '../../shared/forms/words';
import type { DeskDescription } from '../store/desk-state';
import { dayAndTime, timeParts, wholeNumber } from '../ui/format';
import type { Translate } from '../ui/messages';
import { timeWords } from '../ui/time-words';
import { updateWords } from './update-words';

/** One thing that was looked at: in words, whether it is as it should be. */
export type Check = Readonly<{
  id: 'version' | 'place' | 'centre' | 'work' | 'disk' | 'documents' | 'journal' | 'clock' | 'updates' | 'log';
  state: 'ok' | 'attention' | 'wrong';
  text: string;
}>;

export type Checked = Readonly<{ status: DeskStatus; description: DeskDescription; figures: CallResponse<'desk.figures'> | null }>;

const MIB = 1024 * 1024;
/** With less a desk of ten thousand items may not get through a day offline. */
const LITTLE_BYTES = 1024 * MIB;
/** Whoever reads deadlines in minutes sees a clock that is wrong by more. */
const WRONG_CLOCK_MS = 120_000;

/** All that a person in front of a desk can see of how it is, in the order in which IT asks for it. */
export function checksOf({ status, description, figures }: Checked, t: Translate, language: Language): readonly Check[] {
  const mib = (bytes: number | null | undefined): string => (bytes == null ? '–' : t('selfCheck.mib', { shown: wholeNumber(Math.round(bytes / MIB), language) }));
  const { link, disk, journalLost, damagedRecords, unreadRecords, clockOffsetMs, unsettledCount, lastSyncAtUtc, update } = status;
  const lastSync = lastSyncAtUtc === null ? t('status.never') : dayAndTime(lastSyncAtUtc, language);
  const isClockWrong = Math.abs(clockOffsetMs ?? 0) > WRONG_CLOCK_MS;
  const isDiskShort = figures === null || (figures.freeBytes ?? 0) < LITTLE_BYTES;
  const isJournalHurt = damagedRecords > 0 || unreadRecords > 0;
  return [
    { id: 'version', state: 'ok', text: description.version },
    { id: 'place', state: description.enrolled ? 'ok' : 'attention', text: [description.deskName, description.siteName].filter(Boolean).join(' · ') || t('link.notEnrolled') },
    { id: 'centre', state: link === 'online' ? 'ok' : link === 'refused' ? 'wrong' : 'attention', text: [description.serverUrl, t(`link.${link}`), t('status.lastSync', { time: lastSync })].filter(Boolean).join(' · ') },
    { id: 'work', state: 'ok', text: t('status.savedHere', { shown: wholeNumber(unsettledCount, language) }) },
    { id: 'disk', state: disk !== 'ok' ? 'wrong' : isDiskShort ? 'attention' : 'ok', text: `${t('selfCheck.free', { amount: mib(figures?.freeBytes) })}${disk === 'ok' ? '' : ` · ${t(`disk.${disk}`)}`}` },
    { id: 'documents', state: 'ok', text: mib(figures?.documentBytes) },
    { id: 'journal', state: journalLost ? 'wrong' : isJournalHurt ? 'attention' : 'ok', text: journalWords(status, t) },
    { id: 'clock', state: isClockWrong ? 'attention' : 'ok', text: clockOffsetMs === null ? t('selfCheck.clockUnknown') : t('selfCheck.clockOff', { amount: isClockWrong ? timeWords(timeParts(clockOffsetMs), t) : t('due.seconds', { seconds: Math.round(Math.abs(clockOffsetMs) / 1000) }) }) },
    { id: 'updates', state: update.kind === 'rolledBack' || update.refusal !== null ? 'attention' : 'ok', text: updatesWords(status, t, language) },
    { id: 'log', state: 'ok', text: figures?.logFolder ?? '–' },
  ];
}

function journalWords({ journalLost, damagedRecords, unreadRecords }: DeskStatus, t: Translate): string {
  if (journalLost) return t('status.journalLost');
  if (damagedRecords > 0) return t('status.damaged', { count: damagedRecords });
  return unreadRecords > 0 ? t('status.unread', { count: unreadRecords }) : t('selfCheck.journalWhole');
}

function updatesWords({ update }: DeskStatus, t: Translate, language: Language): string {
  if (update.kind === 'off') return t('selfCheck.updatesOff');
  const asked = update.checkedAtUtc === null ? t('selfCheck.notAsked') : t('selfCheck.asked', { at: dayAndTime(update.checkedAtUtc, language) });
  const refused = update.refusal === null ? null : t('selfCheck.refused', { why: update.refusal });
  return [updateWords(update, t) ?? t('selfCheck.upToDate'), refused, asked].filter(Boolean).join(' ');
}
