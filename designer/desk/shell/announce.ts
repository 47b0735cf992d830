import { ref } from 'vue';

/** What a screen reader says, politely. */
export const announcement = ref('');

export function announce(text: string): void {
  announcement.value = announcement.value === text ? text + '\u00a0' : text;
}
