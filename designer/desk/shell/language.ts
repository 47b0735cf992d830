import { ref, watchEffect } from 'vue';
import { texts, type Key, type Language } from '../texts';

export type { Language };

/** A name in both languages, as the API writes it. */
export interface Words { zh: string; en: string }

export const language = ref<Language>(localStorage.getItem('language') === 'en' ? 'en' : 'zh');

watchEffect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
  localStorage.setItem('language', language.value);
});

/** A text in the reader's language, with {name} filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return texts[language.value][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** A name in the reader's language. */
export function say(words: Words | null | undefined): string {
  return words ? words[language.value] || words.zh : '';
}

/** The text of a code that the catalogue may lack, such as a state of a newer server: then the code itself. */
export function word(code: string): string {
  return code in texts.zh ? t(code as Key) : code;
}
