import type { Code } from '../shell/api';
import type { Language } from '../shell/language';

/** A library that finds 养老 by "yl" or "yanglao"; loaded when first needed. */
interface Pinyin { match(text: string, query: string): unknown }

let pinyin: Pinyin | null = null;

export async function loadPinyin(): Promise<void> {
  pinyin ??= (await import('pinyin-match')).default;
}

export function codeName(code: Code, language: Language): string {
  return [code.code, (language === 'en' && code.nameEn) || code.nameZh].filter(Boolean).join(' ');
}

/** The codes whose number, words or pinyin fit what was typed; all where nothing was. */
export function matching(codes: Code[], typed: string): Code[] {
  const query = typed.trim().toLowerCase();
  return query ? codes.filter(code => code.code.includes(query) || code.nameZh.includes(query) || code.nameEn.toLowerCase().includes(query) || !!pinyin?.match(code.nameZh, query)) : codes;
}
