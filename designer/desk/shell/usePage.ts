import { ref, type Ref } from 'vue';
import { ask, Problem, type Page } from './api';

/** A list of the API that is read on by "more". */
export interface Listed<T> { items: Ref<T[]>; next: Ref<string | null>; state: Ref<'loading' | 'there' | 'off' | 'failed'>; problem: Ref<string>; load: () => Promise<void>; again: () => Promise<void>; more: () => Promise<void> }

/**
 * @param path   without `after`; asked anew at each load. A server without this list makes the state "off".
 * @param before what must be known before the list may be shown, such as the names that a form writes back
 */
export function usePage<T>(path: () => string, before: () => Promise<unknown> = async () => {}): Listed<T> {
  const items = ref<T[]>([]) as Ref<T[]>;
  const next = ref<string | null>(null);
  const state = ref<'loading' | 'there' | 'off' | 'failed'>('loading');
  const problem = ref('');
  let latest = 0;

  async function read(after: string | null): Promise<void> {
    const mine = ++latest;
    try {
      if (!after) await before();
      const page = await ask<Page<T>>('GET', path() + (after ? `&after=${encodeURIComponent(after)}` : ''));
      if (mine !== latest) return;
      items.value = after ? [...items.value, ...page.items] : page.items;
      next.value = page.next;
      state.value = 'there';
    } catch (e) {
      if (mine !== latest) return;
      problem.value = (e as Problem).message;
      state.value = (e as Problem).status === 404 ? 'off' : 'failed';
    }
  }
  /** The list as it is now, as far as it was read. */
  async function again(): Promise<void> {
    const many = items.value.length;
    await read(null);
    while (next.value && items.value.length < many) await read(next.value);
  }
  return { items, next, state, problem, load: () => read(null), again, more: () => read(next.value) };
}
