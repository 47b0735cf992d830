import { computed } from 'vue';
import { ask } from '../shell/api';
import { desk } from '../shell/live';
import { announce } from '../shell/announce';
import { t } from '../shell/language';

export type DialReason = 'manual' | 'message' | 'missed';

/** Somebody with a phone signed in, who is not on a call. */
export const mayDial = computed(() => !!desk.value && ['READY', 'AWAY', 'BREAK', 'WRAP_UP'].includes(desk.value.state));

/** Rings the agent's phone first, then the number (AGT-16). @param id of the message or missed call that is answered by it */
export async function dial(number: string, reason: DialReason, id: string | null = null): Promise<void> {
  await ask('POST', '/api/desk/dial', { number, reason, id });
  announce(t('dialing', { number }));
}

/** What may be dialed, as people write numbers: spaces and dashes go. */
export function dialable(text: string): string {
  return text.replace(/[\s()-]/g, '');
}
