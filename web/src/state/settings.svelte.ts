// Language and appearance: the reader's choice, kept in this browser, else what the browser asks for.

import { en, type TextKey, type Texts } from '../text/en';
import { filled, type Fillings, type Language } from '../text/format';
import { zhCN } from '../text/zh-CN';

export type Theme = 'auto' | 'light' | 'dark';

export const TEXTS: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN };

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;  // storage is forbidden: the choice lasts as long as the page
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // As above.
  }
}

function firstLanguage(): Language {
  const chosen = kept('language');
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return navigator.languages.find((l) => /^(zh|en)\b/i.test(l))?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function firstTheme(): Theme {
  const chosen = kept('theme');
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto';
}

const dark = matchMedia('(prefers-color-scheme: dark)');

class Settings {
  language = $state<Language>(firstLanguage());
  theme = $state<Theme>(firstTheme());

  setLanguage(language: Language): void {
    this.language = language;
    keep('language', language);
    this.apply();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    keep('theme', theme);
    this.apply();
  }

  /// Tells the document; again when the system changes between light and dark.
  apply(): void {
    const root = document.documentElement;
    root.lang = this.language;
    root.dataset['theme'] = this.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : this.theme;
  }
}

export const settings = new Settings();
dark.addEventListener('change', () => settings.apply());

/// The text of `key` in the reader's language. Reactive.
export function t(key: TextKey, fillings: Fillings = {}): string {
  return filled(TEXTS[settings.language][key], fillings, settings.language);
}

/// The text of a key that is made up at run time; `other` when the table lacks it.
export function textOr(key: string, other: string): string {
  const texts: Readonly<Record<string, string>> = TEXTS[settings.language];
  return texts[key] ?? other;
}
