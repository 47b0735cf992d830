import type { CaseEvent, CaseFile, FormFieldSheet } from '../shell/api';
import { say, t, word } from '../shell/language';
import { outcomeName, stepName } from '../shell/terms';

/** What happened, in words: 完成“请办理养老金” · 已解决. Steps that no person does are named by what they do. */
export function told(event: CaseEvent, tasks: CaseFile['tasks']): string {
  const task = tasks.find(one => one.element === event.element);
  const chosen = event.outcome && (task?.choices[event.outcome] ? say(task.choices[event.outcome]) : outcomeName(event.outcome));
  if (event.kind === 'STEP') return [stepName(event.step ?? ''), chosen].filter(Boolean).join(' · ');
  const kind = event.kind === 'ASSIGNED' && !event.person ? t('assignedByFlow') : word(event.kind);
  return [kind + (task ? t('quoted', { text: say(task.title) }) : ''), chosen].filter(Boolean).join(' · ');
}

/** Codes of roles, as the record of an escalation, an assignment or a notice names whom it went to. */
const ROLE = /\b(?:ADMIN|AUTHOR|REVIEWER|PUBLISHER|SUPERVISOR|AGENT|INTEGRATOR)\b/g;

/** What was written to it: people's own words as they are, what the hotline wrote with roles by their names. */
export function written(event: CaseEvent): string | null {
  return (event.kind === 'ESCALATED' || event.kind === 'NOTIFIED' || event.kind === 'ASSIGNED' && !event.person) && event.comment ? event.comment.replace(ROLE, role => word(role)) : event.comment;
}

/** What is no text for people, such as a message's id. */
const ID = /^[\w./-]{20,}$/;

/** What a fact is called that a case is opened with. */
export function inputName(name: string, inputs: string[]): string {
  return inputs.length === 1 ? t('whatIsAsked') : name;
}

/** What a case knows: first what was asked, then what its forms name; the rest comes last, under its own name. */
export function known(file: CaseFile): { name: string; value: string; named: boolean }[] {
  const fields = new Map(file.tasks.flatMap(task => task.form).map(field => [field.name, field]));
  return Object.entries(file.values).filter(([, value]) => value !== null && value !== '').map(([name, value]) => {
    const field = fields.get(name);
    const asked = file.inputs.includes(name) && !ID.test(String(value));
    return { name: field ? say(field.label) : asked ? inputName(name, file.inputs) : name, value: shown(value, field), rank: asked ? 0 : field ? 1 : 2 };
  }).sort((a, b) => a.rank - b.rank).map(({ name, value, rank }) => ({ name, value, named: rank < 2 }));
}

function shown(value: unknown, field: FormFieldSheet | undefined): string {
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (field?.options[String(value)]) return say(field.options[String(value)]);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
