import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { failureWords } from '../../../../renderer/ui/failure-words';
import type { Translate } from '../../../../renderer/ui/messages';
import english from '../../../../renderer/ui/messages/en.json';
import italian from '../../../../renderer/ui/messages/it.json';
import norwegian from '../../../../renderer/ui/messages/nb.json';

async function speaker(lng: string, texts: Readonly<Record<string, string>>): Promise<Translate> {
  const i18n = createInstance();
  await i18n.init({ lng, resources: { [lng]: { translation: texts } }, keySeparator: false, nsSeparator: false });
  return (key, values) => i18n.t(key, values ?? {});
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

describe.each([
  ['en', english, ['1 second', '1 second', '30 seconds', '119 seconds', '2 minutes', '3 minutes', '60 minutes']],
  ['it', italian, ['1 secondo', '1 secondo', '30 secondi', '119 secondi', '2 minuti', '3 minuti', '60 minuti']],
  ['nb', norwegian, ['1 sekund', '1 sekund', '30 sekunder', '119 sekunder', '2 minutter', '3 minutter', '60 minutter']],
] as const)('a lock in %s', (language, texts, waits) => {
  it('is said to last as long as it does, and no shorter', async () => {
    const t = await speaker(language, texts);
    const lasts = [0, 1, 29.2 * SECOND_MS, 119 * SECOND_MS, 2 * MINUTE_MS, 2 * MINUTE_MS + 1, 60 * MINUTE_MS];
    const said = lasts.map((retryAfterMs) => failureWords({ kind: 'lockedOut', retryAfterMs }, t));
    expect(said).toEqual(waits.map((wait) => texts['failure.lockedOut'].replace('{{wait}}', wait)));
  });
});
