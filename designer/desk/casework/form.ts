import type { FormFieldSheet } from '../shell/api';

/** What stands in a form's fields, as typed. */
export type Filled = Record<string, string>;

/** What goes to the server: nothing of what was left empty. */
export function values(form: FormFieldSheet[], filled: Filled): Filled {
  return Object.fromEntries(form.map(field => [field.name, (filled[field.name] ?? '').trim()]).filter(([, value]) => value));
}

/** The first field that must be filled in and is not. */
export function missing(form: FormFieldSheet[], filled: Filled): FormFieldSheet | undefined {
  return form.find(field => field.required && !(filled[field.name] ?? '').trim());
}

/** @param before the list as it was shown; @param now as it is after the task was done. @return the one that came next, else the first of those that are left */
export function nextOf(before: string[], done: string, now: string[]): string | null {
  const left = now.filter(id => id !== done);
  const behind = before.slice(before.indexOf(done) + 1);
  return behind.find(id => left.includes(id)) ?? left[0] ?? null;
}
