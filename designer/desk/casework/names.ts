import { computed, ref, watch } from 'vue';
import { all, signedIn, type Unit } from '../shell/api';
import { codeTable } from '../shell/codeTable';
import { say } from '../shell/language';

/** Categories of cases, and the units that the reader knows. */
const table = codeTable('CASE');
export const categories = table.codes;
export const category = table.name;
const units = ref<Unit[]>([]);

watch(signedIn, inside => { if (!inside) units.value = []; });

/** Reads them once. */
export async function loadNames(): Promise<void> {
  if (categories.value.length) return;
  [, units.value] = await Promise.all([table.load(), all<Unit>('/api/units').catch(() => [])]);
}

/** A unit that the reader does not know has no name here. */
export const unitName = computed(() => (id: string) => say(units.value.find(unit => unit.id === id)?.name));
