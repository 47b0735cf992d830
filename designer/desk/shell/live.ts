import { computed, ref } from 'vue';
import { ask, Problem, signedIn, type PartyDetails } from './api';
import type { Words } from './language';
import type { Asker } from '../my/draft';

export type AgentState = 'SIGNED_OUT' | 'READY' | 'RINGING' | 'TALKING' | 'WRAP_UP' | 'BREAK' | 'AWAY' | 'DIALING' | 'HANDLING';
/** What was asked in a call, as one handler wrote it down. */
export interface Question { id: string; handler: string; name: string; asker: Asker; asked: string; answered: string; classification: string; ended: boolean }
export interface EarlierCall { callId: string; startedAt: string; endReason: string | null; agent: string | null; questions: Question[] }
export interface CallersCase { id: string; number: string; title: string; category: string; openedAt: string }
export interface PathStep { at: string; step: string; outcome: string | null; keys: string | null }
export interface Call {
  callId: string; caller: string; dialed: string; queue: Words | null; since: string; answeredAt: string | null; attached: Record<string, string>; reason: Words | null; vip: boolean; onLine?: boolean; calledBack?: boolean;
  party: PartyDetails | null; earlier: EarlierCall[]; path: PathStep[]; questions?: Question[]; cases?: CallersCase[];
}
/** A flow that the agent may lead the caller to. */
export interface OfferedFlow { id: string; title: Words }
/** How the last check of the call at hand stands. */
export interface CallerCheck { title: Words; result: 'RUNNING' | 'PASSED' | 'FAILED' }
/** A further party of the call at hand. */
export interface Guest { number: string; name: string; state: 'RINGING' | 'TALKING' | 'BUSY' | 'NO_ANSWER' | 'REFUSED' | 'UNREACHABLE' }
/** A voice message that a queue has put before this person. */
export interface QueuedMessage { id: string; callId: string; box: string; caller: string; durationMs: number; at: string; queue: Words | null; reason: Words | null; party: PartyDetails | null }
export interface Desk {
  state: AgentState; since: string; extension: string | null; registered: boolean; notice?: Words | null; call: Call | null; message?: QueuedMessage | null; lists: { messages: number; missed: number };
  guests?: Guest[]; supervising?: { person: string; name: string; state: string } | null; supervisors?: { name: string; state: string }[]; muted?: boolean; check?: CallerCheck | null; sends?: OfferedFlow[]; checks?: OfferedFlow[];
}
/** One's own browser as a phone; only `offered` where it is none. `registered` false: another phone has taken the extension's place. */
export interface Softphone {
  offered: boolean; extension?: string; connected?: boolean; registered?: boolean; failed?: string | null;
  call?: { id: string; number: string; state: 'RINGING' | 'CALLING' | 'TALKING' | 'HELD'; since: string; transferring: boolean } | null;
}
export interface WaitingCall { callId: string; caller: string; since: string; ahead: number; priority: number; reasons: Words[]; unserved: Words | null; onLine: boolean; message?: boolean }
export interface Queue { id: string; title: Words; waiting: number; longestSeconds: number; serving: number; ready: number; calls: WaitingCall[] }
/** How a queue's callers of today were served, in per cent; `late` and `lost`: a goal is missed. */
export interface ServiceDay { calls: number; inTime: number; abandoned: number; late: boolean; lost: boolean }
/** A goal that a queue misses now, since then. */
export interface ServiceAlarm { queue: string; title: Words; missed: 'ANSWERED' | 'ABANDONED'; percent: number; goal: number; since: string }
export interface Service { goal: { seconds: number; answered: number; abandoned: number }; queues: Record<string, ServiceDay>; alarms?: ServiceAlarm[] }
export interface StaffMember { id: string; name: string; agentCode: string; extension: string; state: AgentState; since: string; callId: string | null; groups: string[]; supervised?: boolean }

/** How many tasks are one's own, free to be taken, and seen at all; and the cases that have changed since the last word. */
export interface TaskNews { mine: number; free: number; all: number; cases: string[] }

/** How many notices the reader has not read. */
export interface NoticeNews { unread: number }

/** live: events come. lost: they do not, and are tried again. off: this server has no desk, or none for this person. */
export type Link = 'connecting' | 'live' | 'lost' | 'off';

export const link = ref<Link>('connecting');
export const desk = ref<Desk | null>(null);
export const softphone = ref<Softphone | null>(null);
export const queues = ref<Queue[]>([]);
export const service = ref<Service | null>(null);
export const staff = ref<StaffMember[]>([]);
export const tasks = ref<TaskNews | null>(null);
export const notices = ref<NoticeNews | null>(null);
export const waiting = computed(() => queues.value.reduce((sum, queue) => sum + queue.waiting, 0));

/** A dead connection may not show as one, so the desk is also asked this often. */
const ASK_AGAIN_MS = 20_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15_000;
const OFF_RETRY_MS = 60_000;

let events: EventSource | null = null;
let timer = 0;
let retry = FIRST_RETRY_MS;

function later(milliseconds: number): void {
  clearTimeout(timer);
  timer = window.setTimeout(look, milliseconds);
}

function lost(): void {
  if (link.value !== 'off') link.value = 'lost';
  later(retry);
  retry = Math.min(LONGEST_RETRY_MS, retry * 2);
}

function close(): void {
  events?.close();
  events = null;
}

/** Asks for the desk, and listens to it. */
async function look(): Promise<void> {
  if (!signedIn.value) return;
  try {
    desk.value = await ask<Desk>('GET', '/api/desk');
    listen();
  } catch (e) {
    const status = (e as Problem).status;
    if (status === 403) return listen();
    close();
    if (status === 404) {
      link.value = 'off';
      return later(OFF_RETRY_MS);
    }
    if (status !== 401) lost();
  }
}

function listen(): void {
  later(ASK_AGAIN_MS);
  if (events && events.readyState !== EventSource.CLOSED) return;
  const source = events = new EventSource('/api/desk/events');
  source.onopen = () => { link.value = 'live'; retry = FIRST_RETRY_MS; };
  source.onerror = () => { if (events === source) { close(); lost(); } };
  source.addEventListener('phone', e => { softphone.value = JSON.parse(e.data); });
  source.addEventListener('desk', e => { desk.value = JSON.parse(e.data); });
  source.addEventListener('queues', e => { queues.value = JSON.parse(e.data); });
  source.addEventListener('tasks', e => { tasks.value = JSON.parse(e.data); });
  source.addEventListener('notices', e => { notices.value = JSON.parse(e.data); });
  source.addEventListener('service', e => { service.value = JSON.parse(e.data); });
  source.addEventListener('people', e => { staff.value = JSON.parse(e.data); });
}

export function connect(): void {
  link.value = 'connecting';
  later(0);
}

export function disconnect(): void {
  clearTimeout(timer);
  close();
  desk.value = null;
  softphone.value = null;
  queues.value = [];
  staff.value = [];
  service.value = null;
  tasks.value = null;
  notices.value = null;
}

/** Tries at once when the machine says that the network is back, or the page is looked at again. */
addEventListener('online', () => { if (signedIn.value) later(0); });
document.addEventListener('visibilitychange', () => { if (!document.hidden && signedIn.value) later(0); });
