import { afterEach, expect, test, vi } from 'vitest';
import { usePage } from './usePage';

const answers = (...pages: unknown[]) => { const fetch = vi.fn(); pages.forEach(page => fetch.mockResolvedValueOnce(page instanceof Response ? page : new Response(JSON.stringify(page)))); vi.stubGlobal('fetch', fetch); return fetch; };

vi.mock('./language', () => ({ t: (key: string) => key, language: { value: 'zh' } }));
vi.stubGlobal('document', { cookie: '' });
afterEach(() => vi.unstubAllGlobals());

test('a list is read on where it ended', async () => {
  const fetch = answers({ items: [1, 2], next: 'two' }, { items: [3], next: null });
  const list = usePage<number>(() => '/api/numbers?limit=2');
  await list.load();
  await list.more();
  expect(list.items.value).toEqual([1, 2, 3]);
  expect(fetch.mock.calls[1][0]).toBe('/api/numbers?limit=2&after=two');
  expect(list.next.value).toBeNull();
});

test('a list is not shown before what its forms write back is known', async () => {
  answers({ items: [1], next: null });
  let known = () => {};
  const list = usePage<number>(() => '/api/numbers?', () => new Promise<void>(done => { known = done; }));
  const loading = list.load();
  expect(list.state.value).toBe('loading');
  known();
  await loading;
  expect(list.items.value).toEqual([1]);
});

test('a server that lacks the list, and one that refuses it, are told apart', async () => {
  vi.stubGlobal('document', { cookie: '' });
  answers(new Response('{}', { status: 404 }), new Response(JSON.stringify({ text: { zh: '不行。' } }), { status: 403 }));
  const list = usePage<number>(() => '/api/numbers?');
  await list.load();
  expect(list.state.value).toBe('off');
  await list.load();
  expect([list.state.value, list.problem.value]).toEqual(['failed', '不行。']);
});
