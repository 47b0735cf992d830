import type { CaseFile, Me, Task } from '../shell/api';

/** What may be done about a task or a case beside its form. */
export type Act = 'return' | 'pause' | 'resume' | 'assign' | 'extend' | 'urge' | 'void';

/** @param mine the reader has it in hand. Where a way back is drawn as a choice, that is the way back. A clock that stands still goes on before more time is given. */
export function taskActs(task: Task, mine: boolean): Act[] {
  if (task.done) return [];
  const pause: Act[] = task.paused ? (mine || task.supervised ? ['resume'] : []) : mine && task.pausable && !task.overdue ? ['pause'] : [];
  return [...(mine && !task.choices.returned ? ['return' as Act] : []), ...pause, ...(task.supervised ? ['assign' as Act, ...(task.paused ? [] : ['extend' as Act])] : [])];
}

/** Whether an overdue task that somebody else has may be this person's too; the server decides, unit by unit. */
export function takesOver(task: Task, me: Me): boolean {
  const to = task.escalatedTo;
  if (!to || task.done || !task.person || task.person.id === me.id) return false;
  return to.person ? to.person.id === me.id : !to.role || me.roles.some(grant => grant.role === to.role);
}

export function caseActs(file: CaseFile): Act[] {
  if (file.state !== 'OPEN') return [];
  return ['urge', ...(file.supervised ? ['void' as Act] : [])];
}

/** What an act sends. @param words its reason, or what is said */
export function body(act: Act, words: string, due: string, person: string): Record<string, string> {
  if (act === 'assign') return { person };
  if (act === 'urge') return { text: words.trim() };
  return act === 'extend' ? { due, reason: words.trim() } : { reason: words.trim() };
}
