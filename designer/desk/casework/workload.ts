import { ref } from 'vue';

/** Which tasks the list shows: one's own, those free to be taken, every open one. */
export type Share = 'mine' | 'free' | 'all';

export const share = ref<Share>('mine');

/** The list's tasks in order, as last shown: what comes after the one at hand. */
export const order = ref<string[]>([]);

/** What was just done, to be shown once above what comes next. */
export const said = ref('');

export function takeSaid(): string {
  const text = said.value;
  said.value = '';
  return text;
}

export function listPath(which: Share): string {
  return '/api/tasks?limit=50' + (which === 'all' ? '' : `&${which}=true`);
}
