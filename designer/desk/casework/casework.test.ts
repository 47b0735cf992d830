import { describe, expect, test, vi } from 'vitest';
import type { CaseEvent, CaseFile, FormFieldSheet, Me, Task } from '../shell/api';
import { language, type Words } from '../shell/language';
import { texts, type Key, type Language } from '../texts';
import { body, caseActs, takesOver, taskActs } from './actions';
import { missing, nextOf, values } from './form';
import { known, told, written } from './history';

vi.mock('../shell/language', () => {
  const language = { value: 'zh' as Language };
  return {
    language, say: (words: Words) => words[language.value], word: (code: string) => texts[language.value][code as Key] ?? code,
    t: (key: Key, values: Record<string, string> = {}) => texts[language.value][key].replace(/\{(\w+)\}/g, (_, name) => values[name])
  };
});

const both = (text: string) => ({ zh: text, en: text });
const field = (name: string, type: FormFieldSheet['type'], required = false, options = {}): FormFieldSheet => ({ name, type, required, label: both(`「${name}」`), options });
const form = [field('result', 'TEXT', true), field('amount', 'NUMBER'), field('kind', 'CHOICE', true, { a: both('甲') })];
const task = { element: 'handle', title: both('请办理'), choices: { done: both('办结') }, form } as unknown as Task;
const event = (more: Partial<CaseEvent>): CaseEvent => ({ at: '', kind: 'STEP', element: null, step: null, outcome: null, person: null, comment: null, error: null, ...more });

describe('a form', () => {
  test('sends what was filled in, and nothing of what was left empty', () => {
    expect(values(form, { result: ' 已补发 ', amount: '  ', kind: 'a', other: 'x' })).toEqual({ result: '已补发', kind: 'a' });
  });
  test('names the first field that must be filled in', () => {
    expect(missing(form, {})?.name).toBe('result');
    expect(missing(form, { result: '好', kind: '' })?.name).toBe('kind');
    expect(missing(form, { result: '好', kind: 'a' })).toBeUndefined();
  });
});

describe('the next task', () => {
  test('is the one behind it in the list as it was shown', () => expect(nextOf(['a', 'b', 'c'], 'b', ['a', 'c'])).toBe('c'));
  test('leaves out what somebody else has done meanwhile', () => expect(nextOf(['a', 'b', 'c', 'd'], 'a', ['d', 'e'])).toBe('d'));
  test('is the first one left where it was the last', () => expect(nextOf(['a', 'b'], 'b', ['a'])).toBe('a'));
  test('is none where nothing is left', () => expect(nextOf(['a'], 'a', ['a'])).toBeNull());
  test('is the first one where it was opened by its address', () => expect(nextOf([], 'x', ['a', 'b'])).toBe('a'));
});

describe('what may be done beside the form', () => {
  const open = { ...task, done: null, urged: 0, supervised: false } as unknown as Task;
  test('whoever has it sends it back, unless a way back is drawn as a choice', () => {
    expect(taskActs(open, true)).toEqual(['return']);
    expect(taskActs({ ...open, choices: { returned: both('退回') } }, true)).toEqual([]);
    expect(taskActs(open, false)).toEqual([]);
  });
  test('supervisors hand it on and give more time; nobody once it is done', () => {
    expect(taskActs({ ...open, supervised: true }, false)).toEqual(['assign', 'extend']);
    expect(taskActs({ ...open, supervised: true, done: {} as Task['done'] }, true)).toEqual([]);
  });
  test('whoever has it stops its clock, where that may be stopped, and lets it go on, as a supervisor does', () => {
    const pausable = { ...open, pausable: true, choices: { returned: both('退回') } } as Task;
    const paused = { ...pausable, paused: { at: '', until: '' } } as Task;
    expect([taskActs(pausable, true), taskActs({ ...pausable, overdue: true }, true), taskActs(pausable, false), taskActs(paused, true), taskActs(paused, false), taskActs({ ...paused, supervised: true }, false)])
      .toEqual([['pause'], [], [], ['resume'], [], ['resume', 'assign']]);
  });
  test('what was escalated is taken over by whom it was escalated to', () => {
    const me = { id: 'chen', roles: [{ role: 'SUPERVISOR', unit: 'root' }] } as Me;
    const held = (person: string | null, role: string | null) => ({ ...open, person: { id: 'li', name: '李明' }, escalatedTo: { unit: 'u1', role, person: person && { id: person, name: person } } }) as Task;
    expect([held('chen', null), held('wang', null), held(null, 'SUPERVISOR'), held(null, 'ADMIN'), held(null, null), open].map(task => takesOver(task, me))).toEqual([true, false, true, false, true, false]);
  });
  test('everybody urges an open case, supervisors void it', () => {
    const file = { state: 'OPEN', urged: 1, supervised: false } as CaseFile;
    expect([caseActs(file), caseActs({ ...file, supervised: true }), caseActs({ ...file, state: 'CLOSED' })]).toEqual([['urge'], ['urge', 'void'], []]);
  });
  test('each sends what its endpoint reads', () => {
    expect([body('urge', ' 请快 ', '', ''), body('extend', '待材料', '2026-12-01', ''), body('assign', '', '', 'li'), body('void', '重复', '', ''), body('return', '非本科', '', '')])
      .toEqual([{ text: '请快' }, { due: '2026-12-01', reason: '待材料' }, { person: 'li' }, { reason: '重复' }, { reason: '非本科' }]);
  });
});

describe('a case tells', () => {
  test('what people did, with the task and the choice in words', () => {
    expect(told(event({ kind: 'DONE', element: 'handle', outcome: 'done' }), [task])).toBe('完成“请办理” · 办结');
    expect(told(event({ kind: 'OPENED' }), [task])).toBe('受理');
  });
  test('what it did by itself', () => expect(told(event({ step: 'decide', outcome: 'decided' }), [])).toBe('规则判断 · 已判断'));
  test('a kind of a newer server as it is', () => expect(told(event({ kind: 'MERGED' }), [])).toBe('MERGED'));
  test('its values by what was asked first, then by the names that its forms give, the others last', () => {
    const file = { inputs: ['asked', 'message'], tasks: [task], values: { asked: '少发', message: '0193f2b0-7c1e-7aaa-9d00-000000000001', kind: 'a', paid: true, empty: '', none: null, when: { on: 1 } } } as unknown as CaseFile;
    expect(known(file)).toEqual([{ name: 'asked', value: '少发', named: true }, { name: '「kind」', value: '甲', named: true }, { name: 'message', value: '0193f2b0-7c1e-7aaa-9d00-000000000001', named: false }, { name: 'paid', value: '是', named: false },
      { name: 'when', value: '{"on":1}', named: false }]);
  });
});

describe('what was written to an event', () => {
  test('names the role that a task was escalated to', () => expect(written(event({ kind: 'ESCALATED', comment: '劳动监察科 Labour inspection SUPERVISOR' }))).toBe('劳动监察科 Labour inspection 班长'));
  test('names it in the reader\'s language', () => {
    language.value = 'en';
    expect(written(event({ kind: 'ESCALATED', comment: '劳动监察科 Labour inspection SUPERVISOR' }))).toBe('劳动监察科 Labour inspection Supervisor');
    language.value = 'zh';
  });
  test('names the role that a flow has assigned it to', () => {
    expect(written(event({ kind: 'ASSIGNED', comment: '养老科 pension SUPERVISOR' }))).toBe('养老科 pension 班长');
    expect(told(event({ kind: 'ASSIGNED' }), [])).toBe('指派');
  });
  test('is left as people have written it', () => expect(written(event({ kind: 'DONE', comment: 'AGENT 已回访' }))).toBe('AGENT 已回访'));
});
