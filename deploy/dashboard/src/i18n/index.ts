import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../route';
import { en, type Texts } from './en';
import { zh } from './zh';

export type { Texts } from './en';

export const TEXTS: Readonly<Record<Language, Texts>> = { en, zh };

export const TextsContext = createContext<Texts>(en);

export function useTexts(): Texts {
  return useContext(TextsContext);
}

/** The word of a code, or the code itself where a newer writer has one that this page does not know. */
export function word(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code;
}

/** Language of a browser that prefers these, best first. */
export function preferredLanguage(preferred: readonly string[]): Language {
  return preferred.some((tag) => tag.toLowerCase().startsWith('zh')) && !preferred[0]?.toLowerCase().startsWith('en') ? 'zh' : 'en';
}
