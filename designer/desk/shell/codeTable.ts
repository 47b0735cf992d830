import { computed, ref, watch } from 'vue';
import { ask, signedIn, type Code } from './api';
import { language } from './language';

/** One of the server's code tables, read once while somebody is signed in; `name` of a code in the page's language. */
export function codeTable(scheme: string) {
  const codes = ref<Code[]>([]);
  watch(signedIn, inside => { if (!inside) codes.value = []; });
  async function load(): Promise<void> {
    if (!codes.value.length) codes.value = await ask<Code[]>('GET', `/api/codes/${scheme}`).catch(() => []);
  }
  const name = computed(() => (code: string) => {
    const found = codes.value.find(one => one.code === code);
    return found ? (language.value === 'en' && found.nameEn) || found.nameZh : code;
  });
  return { codes, load, name };
}
