import type { Grant, Person } from '../shell/api';

/** What the form of a person holds; grade empty: as it is. */
export interface PersonDraft { login: string; name: string; unit: string; enabled: boolean; extension: string; grade: string; roles: Grant[]; skills: Record<string, number>; groups: string[]; password: string }

export function newPerson(unit: string): PersonDraft {
  return { login: '', name: '', unit, enabled: true, extension: '', grade: '', roles: [{ role: 'AGENT', unit }], skills: {}, groups: [], password: '' };
}

/** @param mine groups that the writer administers: the others are not his to write */
export function draftOf(person: Person, mine: string[]): PersonDraft {
  return {
    login: person.login ?? '', name: person.name, unit: person.unit, enabled: person.enabled, extension: person.extension, grade: '', roles: person.roles.map(grant => ({ ...grant })),
    skills: { ...person.skills }, groups: person.groups.filter(group => mine.includes(group)), password: ''
  };
}
