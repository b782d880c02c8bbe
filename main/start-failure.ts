/** Why a desk cannot open its profile, as far as whoever stands before it can do something about it. */
type StartFailureKind = 'readOnly' | 'diskFull' | 'broken';

const LANGUAGES = ['en', 'it', 'nb'] as const;
type Language = (typeof LANGUAGES)[number];
type Words = Readonly<{ title: string; text: string }>;

const READ_ONLY: ReadonlySet<string | undefined> = new Set(['EROFS', 'EACCES', 'EPERM']);
const FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT']);

const WORDS: Readonly<Record<StartFailureKind, Readonly<Record<Language, Words>>>> = {
  readOnly: {
    en: {
      title: 'Keyroom may not write to its folder',
      text: 'The folder {folder} is read-only or belongs to somebody else. What was saved in it is safe. Nothing can be keyed here until Keyroom may write to it: call your IT person.',
    },
    it: {
      title: 'Keyroom non può scrivere nella sua cartella',
      text: 'La cartella {folder} è di sola lettura o appartiene a qualcun altro. Ciò che vi è stato salvato è al sicuro. Qui non si può inserire nulla finché Keyroom non può scriverci: chiama l\'assistenza.',
    },
    nb: {
      title: 'Keyroom får ikke skrive i mappen sin',
      text: 'Mappen {folder} er skrivebeskyttet eller tilhører noen andre. Det som er lagret i den, er trygt. Ingenting kan skrives inn her før Keyroom får skrive i den: kontakt IT.',
    },
  },
  diskFull: {
    en: {
      title: 'The disk is full',
      text: 'There is no room left for {folder}. What was saved in it is safe. Keyroom starts when there is room again: call your IT person.',
    },
    it: {
      title: 'Il disco è pieno',
      text: 'Non c\'è più spazio per {folder}. Ciò che vi è stato salvato è al sicuro. Keyroom si avvia quando c\'è di nuovo spazio: chiama l\'assistenza.',
    },
    nb: {
      title: 'Disken er full',
      text: 'Det er ikke mer plass til {folder}. Det som er lagret der, er trygt. Keyroom starter når det er plass igjen: kontakt IT.',
    },
  },
  broken: {
    en: {
      title: 'Keyroom cannot start',
      text: 'Something broke that should not ({reason}). Nothing that was saved in {folder} was changed or deleted. Start Keyroom again; if this stays, leave that folder as it is and call your IT person.',
    },
    it: {
      title: 'Keyroom non si avvia',
      text: 'Si è rotto qualcosa che non doveva ({reason}). Nulla di ciò che è stato salvato in {folder} è stato modificato o cancellato. Riavvia Keyroom; se il problema resta, lascia la cartella com\'è e chiama l\'assistenza.',
    },
    nb: {
      title: 'Keyroom kan ikke starte',
      text: 'Noe gikk i stykker som ikke skulle det ({reason}). Ingenting av det som er lagret i {folder}, er endret eller slettet. Start Keyroom på nytt; hvis dette varer, la mappen være som den er og kontakt IT.',
    },
  },
};

export function startFailureKind(error: unknown): StartFailureKind {
  const codes = [error, error instanceof Error ? error.cause : undefined].map(codeOf);
  if (codes.some((code) => READ_ONLY.has(code))) return 'readOnly';
  return codes.some((code) => FULL.has(code)) ? 'diskFull' : 'broken';
}

/** What is said when the desk cannot start: whether the work is safe, and what to do next. `locale` is the system's. */
export function startFailureWords(error: unknown, folder: string, locale: string): Words {
  const { title, text } = WORDS[startFailureKind(error)][languageOf(locale)];
  const reason = error instanceof Error ? error.message : String(error);
  return { title, text: text.replace('{folder}', folder).replace('{reason}', reason) };
}

function languageOf(locale: string): Language {
  const short = locale.toLowerCase().slice(0, 2);
  if (short === 'no' || short === 'nn') return 'nb';
  return LANGUAGES.find((language) => language === short) ?? 'en';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
