import { ask } from '../shell/api';
import type { PersonDraft } from './person';

/**
 * Adds a person or changes one, and sets the password where one is given.
 *
 * @param id  null for a new one
 * @param got told the id as soon as the person is there, so that a refused password does not make a second one
 */
export async function savePerson(id: string | null, draft: PersonDraft, got: (id: string) => void): Promise<void> {
  const { password, ...body } = draft;
  let person = id;
  if (person) await ask('PUT', `/api/people/${person}`, body);
  else got(person = (await ask<{ id: string }>('POST', '/api/people', body)).id);
  if (password) await ask('POST', `/api/people/${person}/password`, { password });
}
