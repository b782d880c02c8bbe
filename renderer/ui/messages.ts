import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../shared/forms/words';
import english from './messages/en.json';
import italian from './messages/it.json';
import norwegian from './messages/nb.json';

type Plural = 'one' | 'other';
type Base<K extends string> = K extends `${infer Stem}_${Plural}` ? Stem : K;

/** Every text of the interface; English is the list that the other languages are checked against. */
export type MessageKey = Base<Extract<keyof typeof english, string>>;

export { LANGUAGES, type Language };

const RESOURCES = { en: { translation: english }, it: { translation: italian }, nb: { translation: norwegian } };
const STORED_UNDER = 'keyroom.language';

/** Starts the interface in the language chosen on this desk, else in the system's, else in English. */
export async function startMessages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: RESOURCES,
    lng: initialLanguage(),
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(STORED_UNDER, language);
}

export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** The interface's texts in the language in use; a component that calls it is drawn again when that changes. */
export function useMessages(): Readonly<{ t: Translate; language: Language }> {
  const { t, i18n } = useTranslation();
  return { t: (key, values) => t(key, values ?? {}), language: asLanguage(i18n.language) };
}

/** The language in use, outside of components. */
export function languageNow(): Language {
  return asLanguage(i18next.language);
}

/** The same outside of components. */
export const translate: Translate = (key, values) => i18next.t(key, values ?? {});

function initialLanguage(): Language {
  const stored = localStorage.getItem(STORED_UNDER);
  const system = navigator.language.toLowerCase();
  if (stored !== null) return asLanguage(stored);
  if (/^(nb|nn|no)\b/.test(system)) return 'nb';
  return asLanguage(system.slice(0, 2));
}

function asLanguage(text: string): Language {
  return LANGUAGES.find((language) => language === text) ?? 'en';
}
