import { computed, defineAsyncComponent, type Component } from 'vue';
import type { Key } from '../texts';
import { administers, isAgent, readsCalls, supervises } from './session';
import MyDesk from '../my/MyDesk.vue';
import Tasks from '../casework/Tasks.vue';
import Cases from '../casework/Cases.vue';
import Messages from '../messages/Messages.vue';
import MissedCalls from '../missed/MissedCalls.vue';
import Directory from '../directory/Directory.vue';
import Queues from '../queues/Queues.vue';
import Staff from '../staff/Staff.vue';

/** One view: its name in the address, and its title's key in the catalogue. */
export interface View { name: string; title: Key; component: Component; administration?: boolean }

const DAILY: View[] = [
  { name: 'tasks', title: 'tasks', component: Tasks },
  { name: 'cases', title: 'cases', component: Cases },
  { name: 'messages', title: 'messages', component: Messages },
  { name: 'missed', title: 'missed', component: MissedCalls },
  { name: 'directory', title: 'directory', component: Directory },
  { name: 'queues', title: 'queues', component: Queues },
  { name: 'staff', title: 'staff', component: Staff }
];
// Loaded when first opened: an agent never needs them.
const SUPERVISION: View[] = [{ name: 'resources', title: 'resources', component: defineAsyncComponent(() => import('../resources/Resources.vue')) }];
const ADMINISTRATION: View[] = [
  { name: 'people', title: 'people', component: defineAsyncComponent(() => import('../admin/People.vue')), administration: true },
  { name: 'groups', title: 'groups', component: defineAsyncComponent(() => import('../admin/Groups.vue')), administration: true },
  { name: 'skills', title: 'skills', component: defineAsyncComponent(() => import('../admin/Skills.vue')), administration: true },
  { name: 'units', title: 'units', component: defineAsyncComponent(() => import('../admin/Units.vue')), administration: true }
];

/** What this person may open; the server decides again at each request. */
export const views = computed<View[]>(() => [
  ...(isAgent.value ? [{ name: 'my', title: 'my' as Key, component: MyDesk }] : []),
  ...(readsCalls.value ? DAILY : []),
  ...(supervises.value ? SUPERVISION : []),
  ...(administers.value ? ADMINISTRATION : [])
]);
