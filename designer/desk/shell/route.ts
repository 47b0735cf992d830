import { computed, ref } from 'vue';

const hash = ref(location.hash);
addEventListener('hashchange', () => { hash.value = location.hash; });

const parts = computed(() => hash.value.replace(/^#\/?/, '').split('/'));

/** The view that the address names: /work/#/queues is "queues". */
export const view = computed(() => parts.value[0]);

/** What of that view: of /work/#/cases/7 it is "7"; empty for the view itself. */
export const item = computed(() => parts.value[1] ?? '');

export function go(to: string): void {
  location.hash = '/' + to;
}
