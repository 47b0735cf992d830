import { expect, test } from 'vitest';
import { administeredUnits, holds, tree } from './units';
import { draftOf } from './person';
import { swapped } from './order';

const unit = (id: string, parent: string | null, zh = id) => ({ id, parent, kind: 'DEPARTMENT', name: { zh, en: id } });
const units = [unit('claims', 'pension'), unit('root', null), unit('pension', 'root'), unit('labour', 'root')];

test('units stand behind the one they belong to', () => {
  expect(tree(units, 'en').map(u => `${u.depth} ${u.id}`)).toEqual(['0 root', '1 labour', '1 pension', '2 claims']);
});

test('a unit whose parent is out of sight stands at the top, and none is lost', () => {
  expect(tree(units.filter(u => u.id !== 'root'), 'en').map(u => `${u.depth} ${u.id}`)).toEqual(['0 labour', '0 pension', '1 claims']);
});

test('a unit holds itself and what is below it', () => {
  expect(holds('pension', 'claims', units)).toBe(true);
  expect(holds('pension', 'pension', units)).toBe(true);
  expect(holds('claims', 'pension', units)).toBe(false);
});

test('only the role of administrator administers', () => {
  expect(administeredUnits([{ role: 'ADMIN', unit: 'pension' }, { role: 'AGENT', unit: 'root' }], units).map(u => u.id).sort()).toEqual(['claims', 'pension']);
});

test('a form leaves out the groups of others', () => {
  const person = { id: '1', login: 'li', name: '李', unit: 'root', enabled: true, extension: '', agentCode: null, roles: [], skills: { pension: 3 }, groups: ['mine', 'theirs'], administered: true };
  const draft = draftOf(person, ['mine']);
  expect(draft.groups).toEqual(['mine']);
  draft.skills.pension = 9;
  expect(person.skills.pension, 'the list keeps its own').toBe(3);
});

test('members change places, and none falls off the ends', () => {
  expect(swapped(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(swapped(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(swapped(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});
