import { computed, ref, watch } from 'vue';
import { ask, signedIn, type Me } from './api';

export const me = ref<Me | null>(null);
/** Who takes calls has a phone and a state. */
export const isAgent = computed(() => me.value?.agent != null);

function has(...roles: string[]): boolean {
  return me.value?.roles.some(grant => roles.includes(grant.role)) ?? false;
}

export const readsCalls = computed(() => has('ADMIN', 'SUPERVISOR', 'AGENT'));
export const supervises = computed(() => has('ADMIN', 'SUPERVISOR'));
export const administers = computed(() => has('ADMIN'));

// A session that the server ended may be followed by another person's.
watch(signedIn, inside => { if (!inside) me.value = null; }, { flush: 'sync' });

/** Learns who is signed in. @throws Problem if nobody is, or not from here */
export async function meet(): Promise<void> {
  me.value = await ask<Me>('GET', '/api/me');
  signedIn.value = true;
}

/** Signs in with a form, as browsers do. */
export async function signIn(username: string, password: string): Promise<void> {
  await ask('POST', '/login', new URLSearchParams({ username, password }));
  await meet();
}

export async function signOut(): Promise<void> {
  await ask('POST', '/logout');
  signedIn.value = false;
}
