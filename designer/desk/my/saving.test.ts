import { beforeEach, expect, test, vi } from 'vitest';
import { keepDraft, keptDraft, keptKeys, newId, nobody } from './draft';
import { QuestionKeeper, type Saving } from './saving';

/** A browser's storage. */
class Store implements Storage {
  private readonly rows = new Map<string, string>();
  [name: string]: unknown;
  get length() { return this.rows.size; }
  key(i: number) { return [...this.rows.keys()][i] ?? null; }
  getItem(key: string) { return this.rows.get(key) ?? null; }
  setItem(key: string, value: string) { this.rows.set(key, value); }
  removeItem(key: string) { this.rows.delete(key); }
  clear() { this.rows.clear(); }
}

const key = { person: 'li', callId: 'call-80', id: 'q1' };
let store: Store;
let sent: string[];
let states: Saving[];
let away: boolean;
const keeper = () => new QuestionKeeper(key, async (_, draft) => { if (away) throw new Error('away'); sent.push(draft.asked); }, state => states.push(state), store);
const note = (asked: string) => ({ asker: nobody(), asked, answered: '', classification: '0902', ended: false });

beforeEach(() => {
  vi.useFakeTimers();
  store = new Store();
  sent = [];
  states = [];
  away = false;
});

test('what is typed goes to the server once, when the typing pauses', async () => {
  const one = keeper();
  for (const text of ['养', '养老', '养老金']) one.changed(note(text));
  expect(sent).toEqual([]);
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['养老金']);
  expect(states).toEqual(['saving', 'saved']);
  expect(keptDraft(key, store)).toBeNull();
});

test('a reload finds every letter, and sends it', async () => {
  keeper().changed(note('没来得及保存'));
  const reloaded = keeper();
  expect(reloaded.begin(note('服务器上的旧内容')).asked).toBe('没来得及保存');
  await vi.runAllTimersAsync();
  expect(sent).toContain('没来得及保存');
});

test('without a draft the server\'s note is shown', () => {
  expect(keeper().begin(note('已有记录')).asked).toBe('已有记录');
});

test('a lost connection is said, and healed by itself', async () => {
  away = true;
  const one = keeper();
  one.changed(note('断网时写的'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(states.at(-1)).toBe('unsaved');
  expect(keptDraft(key, store)?.asked).toBe('断网时写的');
  away = false;
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['断网时写的']);
  expect(states.at(-1)).toBe('saved');
});

test('what is typed while the server is busy is sent after it', async () => {
  let let_go = () => {};
  const slow = new QuestionKeeper(key, async (_, draft) => { sent.push(draft.asked); await new Promise<void>(done => { let_go = done; }); }, state => states.push(state), store);
  slow.changed(note('一'));
  await vi.advanceTimersByTimeAsync(1000);
  slow.changed(note('一二'));
  let_go();
  await vi.advanceTimersByTimeAsync(1);
  expect(keptDraft(key, store)?.asked, 'still kept here').toBe('一二');
  await vi.advanceTimersByTimeAsync(1000);
  let_go();
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual(['一', '一二']);
  expect(keptDraft(key, store)).toBeNull();
});

test('leaving saves at once what is not saved, and nothing twice', async () => {
  const one = keeper();
  one.changed(note('离开'));
  await one.flush(note('离开'));
  await one.flush(note('离开'));
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['离开']);
});

test('one person\'s drafts are not another\'s, and old ones go', () => {
  for (let i = 0; i < 60; i++) {
    vi.setSystemTime(i * 1000);
    keepDraft({ person: 'li', callId: 'c' + i, id: 'q' }, note('x'), store);
  }
  expect(keptKeys('wang', store)).toEqual([]);
  expect(keptKeys('li', store)).toHaveLength(50);
  expect(keptKeys('li', store)).toContainEqual({ person: 'li', callId: 'c59', id: 'q' });
  expect(keptDraft({ person: 'li', callId: 'c0', id: 'q' }, store)).toBeNull();
  expect(keptDraft({ person: 'li', callId: 'c59', id: 'q' }, store)).not.toBeNull();
});

test('rubbish in the store is no draft', () => {
  store.setItem('zhiyin.question.li.call-80.q1', '{"asked": 5');
  expect(keptDraft(key, store)).toBeNull();
});

test('every question has a number of its own, as the server wants it', () => {
  expect(newId()).toMatch(/^[0-9a-f]{32}$/);
  expect(newId()).not.toBe(newId());
});
