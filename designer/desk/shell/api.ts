import { ref } from 'vue';
import { language, t, type Words } from './language';
import { noticeServerTime } from './clock';

/** What the server refused, as RFC 9457 problem details: its message is fit to show. */
export class Problem extends Error {
  constructor(readonly status: number, message: string, readonly place = '') {
    super(message);
  }
}

/** A piece of a list; `next` goes into `after`. */
export interface Page<T> { items: T[]; next: string | null }

/** Whether somebody is signed in; null until that is known. */
export const signedIn = ref<boolean | null>(null);

function cookie(name: string): string {
  return document.cookie.split('; ').find(c => c.startsWith(name + '='))?.slice(name.length + 1) ?? '';
}

async function problem(answer: Response): Promise<Problem> {
  try {
    const body = await answer.json();
    return new Problem(answer.status, body.text?.[language.value] ?? [body.detail, body.remedy].filter(Boolean).join(' '), body.place);
  } catch {
    return new Problem(answer.status, `${answer.status} ${answer.statusText}`);
  }
}

/** Asks the server. @throws Problem; status 0 where it cannot be reached */
export async function ask<T = void>(method: string, path: string, body?: unknown): Promise<T> {
  let answer: Response;
  const form = body instanceof URLSearchParams;
  try {
    answer = await fetch(path, {
      method, cache: 'no-store',
      headers: { ...(method === 'GET' ? {} : { 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') }), ...(body === undefined || form ? {} : { 'Content-Type': 'application/json' }) },
      body: form ? body : body === undefined ? undefined : JSON.stringify(body)
    });
  } catch {
    throw new Problem(0, t('networkFailed'));
  }
  noticeServerTime(answer.headers.get('Date'));
  if (answer.status === 401 && path !== '/login') signedIn.value = false;
  if (!answer.ok) throw await problem(answer);
  const text = await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A whole list, read in pieces. */
export async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let after = '';
  do {
    const page: Page<T> = await ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200${after}`);
    items.push(...page.items);
    after = page.next ? `&after=${encodeURIComponent(page.next)}` : '';
  } while (after);
  return items;
}

export interface Grant { role: string; unit: string }
export interface Me { id: string; login: string; name: string; unit: string; roles: Grant[]; agent: { agentCode: string; extension: string; skills: Record<string, number>; groups: Record<string, number> } | null }
export interface Person { id: string; login: string | null; name: string; unit: string; enabled: boolean; extension: string; agentCode: string | null; roles: Grant[]; skills: Record<string, number>; groups: string[]; administered: boolean }
export interface Group { id: string; unit: string; name: Words; members: string[]; administered: boolean }
export interface Skill { id: string; name: Words }
export interface Unit { id: string; parent: string | null; kind: string; name: Words }
export interface Code { code: string; nameZh: string; nameEn: string }
export interface Done { at: string; by: string }
export interface VoiceMessage { id: string; callId: string; box: string; caller: string; durationMs: number; at: string; done?: Done | null }
export interface MissedCall { callId: string; caller: string; dialed: string; at: string; waitedSeconds: number; queue: Words | string | null; done: Done | null; keptPlace?: string | null; calledBack?: { callId: string; at: string; by: string | null; result: string } | null }
/** What is written down of somebody who calls. @prop category code of the table PARTY, or empty */
export interface PartyDetails { kind: string; name: string; category: string; remark: string }
export interface PartyRow extends PartyDetails { id: string; numbers: string[]; changeable: boolean }
export interface PartyFile extends PartyRow { changes: { at: string; by: string | null; field: 'kind' | 'name' | 'category' | 'remark' | 'number'; was: string; became: string }[] }
export interface Named { id: string; name: string }
export interface FormFieldSheet { name: string; type: 'TEXT' | 'CHOICE' | 'DATE' | 'NUMBER' | 'BOOLEAN'; required: boolean; label: Words; options: Record<string, Words> }
/** What somebody is asked to do in a case. `commented`: choices that want a remark. */
export interface Task {
  id: string; case: { id: string; number: string; title: string; category: string }; element: string; step: string; title: Words; form: FormFieldSheet[]; choices: Record<string, Words>; commented: string[];
  unit: string; supervised: boolean; role: string | null; person: Named | null; openedAt: string; dueAt: string | null; done: { at: string; by: Named; outcome: string } | null;
  warned: boolean; overdue: boolean; escalatedTo: { unit: string; role: string | null; person: Named | null } | null; urged: number; pausable?: boolean; paused?: Paused | null;
}
/** Since when a clock stands still, and until when at most. */
export interface Paused { at: string; until: string }
/** What the reader is told of a case. `seen`: he may open it. */
export interface Notice { id: string; at: string; text: Words; case: { id: string; number: string; title: string; seen: boolean }; read: boolean }
export interface CaseRow {
  id: string; number: string; flow: string; title: string; category: string; state: string; unit: string; supervised: boolean; caller: string; openedBy: Named | null; openedAt: string; closedAt: string | null;
  dueAt: string | null; overdue: boolean; warned: boolean; escalatedTo: { unit: string; role: string | null; person: Named | null } | null; urged: number; paused?: Paused | null; result?: string | null;
}
export interface CaseEvent { at: string; kind: string; element: string | null; step: string | null; outcome: string | null; person: Named | null; comment: string | null; error: { message: string; remedy: string } | null }
export interface CaseFile extends CaseRow {
  values: Record<string, unknown>; inputs: string[]; stuck: { message: string; place: string; remedy: string } | null; tasks: Task[]; history: CaseEvent[];
  call: { callId: string; caller: string; startedAt: string; recordings: { id: string; kind: string; at: string; durationMs: number }[] } | null;
}
export interface CaseFlow { id: string; title: Words; inputs: string[] }
