// A hotline that is made up: for work on the pages, and for looking at the live views with calls in them. It never ships.
//   node fake/server.mjs [port]     API and, where built, the page at /work/ ; any user, any password but "wrong"
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../target/static', import.meta.url));
const engine = fileURLToPath(new URL('../../engine/app/src/main/resources/static', import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const iso = secondsAgo => new Date(Date.now() - secondsAgo * 1000 + 8 * 3600_000).toISOString().slice(0, 19) + '+08:00';
const both = (zh, en) => ({ zh, en });

const call = () => ({
  callId: '01990000-0000-7000-8000-000000000080', caller: '13905310080', dialed: '12333', queue: both('养老保险咨询', 'Pension enquiries'), since: iso(34), answeredAt: iso(12),
  attached: { 身份证号: '370102196003150020', 参保地: '济南市', 业务: '养老待遇' }, reason: both('技能“养老业务”等级 8，空闲最久', 'Skill pension at level 8, longest idle'), vip: true,
  party: { id: 'p1', name: '王秀英', kind: 'PERSON', category: '02', remark: '' },
  earlier: [{ callId: 'e1', startedAt: iso(86400 * 3), endReason: 'callerHungUp', agent: 'C003 李静', note: '咨询养老金发放日期，已告知每月 15 日前到账。', classification: '0902' },
    { callId: 'e2', startedAt: iso(86400 * 40), endReason: 'agentHungUp', agent: 'C001 张伟', note: '', classification: '0903' }],
  path: [{ at: iso(80), step: 'say', outcome: 'done', keys: null }, { at: iso(72), step: 'menu', outcome: 'key4', keys: '4' }, { at: iso(60), step: 'collect', outcome: 'entered', keys: '3701••••••••••0020#' }, { at: iso(36), step: 'queue', outcome: 'agent', keys: null }],
  note: '', classification: null,
  cases: [{ id: 'k0', number: '2026112300011', title: '养老金少发两个月', category: '04', openedAt: iso(86400 * 3) }]
});
let desk = { state: 'SIGNED_OUT', since: iso(0), extension: null, registered: false, call: null, lists: { messages: 2, missed: 3 }, check: null, sends: [{ id: 'account-query', title: { zh: '个人账户查询', en: 'Account query' } }], checks: [{ id: 'identity-check', title: { zh: '身份核验', en: 'Identity check' } }] };
const waitingCalls = (n, from) => Array.from({ length: n }, (_, i) => ({
  callId: `w${from}${i}`, caller: `1390531${String(1200 + from + i)}`, since: iso(190 - i * 40), ahead: i, priority: i === 1 ? 2 : 5, reasons: i === 1 ? [both('VIP 名单', 'VIP list')] : [],
  unserved: from === 20 && i === 0 ? both('没有就绪的座席具有技能“仲裁”', 'No ready agent has the skill arbitration') : null
}));
const queues = [
  { id: 'pension', title: both('养老保险咨询', 'Pension enquiries'), waiting: 3, longestSeconds: 190, serving: 4, ready: 1, calls: waitingCalls(3, 10) },
  { id: 'labour', title: both('劳动监察与仲裁', 'Labour inspection and arbitration'), waiting: 1, longestSeconds: 190, serving: 1, ready: 0, calls: waitingCalls(1, 20) },
  { id: 'fund', title: both('住房公积金', 'Housing fund'), waiting: 0, longestSeconds: 0, serving: 2, ready: 3, calls: [] }
];
const states = ['READY', 'TALKING', 'TALKING', 'WRAP_UP', 'BREAK', 'AWAY', 'RINGING', 'SIGNED_OUT'];
const staff = ['张伟', '李静', '王芳', '刘洋', '陈杰', '赵敏', '孙丽', '周强'].map((name, i) => ({
  id: 'a' + i, name, agentCode: `C00${i + 1}`, extension: String(8001 + i), state: states[i], since: iso(37 + i * 53), callId: states[i] === 'TALKING' ? 'c' + i : null, groups: i % 2 ? ['pension-line'] : ['pension-line', 'labour-line'], supervised: true
}));
const messages = [180, 4000, 9000].map((ago, i) => ({ id: 'm' + i, callId: 'mc' + i, box: ['suggestions', 'complaint-pension', 'suggestions'][i], caller: `1380531000${i}`, durationMs: 17_000 + i * 9000, at: iso(ago), done: i === 2 ? { at: iso(60), by: '李静' } : null }));
const missed = [240, 1300, 5400, 9000].map((ago, i) => ({ callId: 'x' + i, caller: `1370531000${i}`, dialed: i === 1 ? '12329' : '12333', at: iso(ago), waitedSeconds: 31 + i * 44, queue: queues[i % 3].title, done: i === 3 ? { at: iso(600), by: '张伟' } : null, calledBack: i === 2 ? { callId: 'o2', at: iso(300), by: '李静', result: 'noAnswer' } : null }));
const units = [['root', null, 'CITY', '济南市呼叫中心', 'Jinan call centre'], ['u1', 'root', 'DEPARTMENT', '养老保险科', 'Pension department'], ['u2', 'u1', 'DEPARTMENT', '待遇审核组', 'Claims'], ['u3', 'root', 'DEPARTMENT', '劳动监察科', 'Labour inspection']]
  .map(([id, parent, kind, zh, en]) => ({ id, parent, kind, name: both(zh, en) }));
const skills = [['pension', '养老业务', 'Pension'], ['arbitration', '仲裁', 'Arbitration'], ['english', '英语服务', 'English']].map(([id, zh, en]) => ({ id, name: both(zh, en) }));
const groups = [{ id: 'pension-line', unit: 'u1', name: both('养老专席', 'Pension line'), members: ['a0', 'a1', 'a2'], administered: true }, { id: 'labour-line', unit: 'u3', name: both('劳动专席', 'Labour line'), members: ['a0'], administered: true }];
const people = staff.map((one, i) => ({ ...one, login: 'agent' + (i + 1), unit: i % 3 ? 'u1' : 'u3', enabled: i !== 7, roles: [{ role: i === 2 ? 'SUPERVISOR' : 'AGENT', unit: i % 3 ? 'u1' : 'u3' }], skills: { pension: 3 }, administered: i !== 5 }));
const codes = [['0401', '工资宏观管理与调控', ''], ['0902', '城镇职工养老保险管理', 'Pension of urban employees'], ['0903', '离退休人员基本养老保险', 'Basic pension of retired people'], ['1609', '其他', 'Other']].map(([code, nameZh, nameEn]) => ({ scheme: 'SC', code, nameZh, nameEn, locked: true }));
const me = { id: 'a0', login: 'zhang', name: '张伟', unit: 'root', roles: ['ADMIN', 'AGENT', 'SUPERVISOR'].map(role => ({ role, unit: 'root' })), agent: { agentCode: 'C001', extension: '8001', skills: { pension: 3 }, groups: { 'pension-line': 1 } } };

const named = name => ({ id: name === '张伟' ? 'a0' : 'x-' + name, name });
const caseCodes = [['01', '咨询', 'consultation'], ['02', '投诉举报', 'complaint'], ['04', '业务申请', 'business application']].map(([code, nameZh, nameEn]) => ({ scheme: 'CASE', code, nameZh, nameEn, locked: false }));
const sheet = [['result', 'TEXT', true, '处理结果', 'Result'], ['amount', 'NUMBER', false, '补发金额（元）', 'Amount paid (yuan)'], ['day', 'DATE', false, '到账日期', 'Paid on'], ['told', 'BOOLEAN', false, '已告知来电人', 'Caller told']]
  .map(([name, type, required, zh, en]) => ({ name, type, required, label: both(zh, en), options: {} }))
  .concat([{ name: 'cause', type: 'CHOICE', required: true, label: both('原因', 'Cause'), options: { bank: both('银行账号错误', 'Wrong bank account'), late: both('数据未及时上传', 'Data came late') } }]);
const cases = ['养老金少发两个月', '工伤认定材料退回，希望说明原因', '拖欠工资'].map((title, i) => ({ id: 'k' + i, number: `20261123${String(11 + i).padStart(5, '0')}`, flow: 'work-order', version: 1, title, category: i === 2 ? '02' : '04', state: 'OPEN',
  unit: 'u1', supervised: true, caller: `139****008${i}`, party: null, openedBy: i ? named('李静') : null, openedAt: iso(86400 * (3 - i)), closedAt: null, dueAt: i === 2 ? null : iso(i ? -7200 : 7200), overdue: i === 0, urged: i ? 0 : 2 }));
const tasks = cases.map((one, i) => ({ id: 't' + i, case: { id: one.id, number: one.number, title: one.title, category: one.category }, element: 'handle', step: 'handle', title: both('请核实并办理：' + one.title, 'Check and settle: ' + one.title),
  form: sheet, choices: { done: both('办结', 'Settled'), returned: both('退回', 'Send back') }, commented: ['returned'], unit: 'u1', supervised: true, role: null, person: i === 2 ? named('李静') : null, openedAt: one.openedAt, dueAt: one.dueAt, pausable: true, paused: null,
  done: null, overdue: i === 0, warned: i === 1, urged: i === 0 ? 2 : 0, escalatedTo: i === 0 ? { unit: 'u1', role: null, person: named('王芳') } : null }));
const line = (kind, more) => ({ at: iso(5000), kind, element: null, step: null, outcome: null, person: null, comment: null, error: null, ...more });
const file = one => ({ ...one, inputs: ['asked'], values: { asked: '2026 年 9 月、10 月的养老金没有到账，请查明原因。', note: '自动受理' }, stuck: one.id === 'k2' ? { message: '没有机构“archive”。', place: 'work-order#file', remedy: '请新增该机构后重试。' } : null,
  tasks: tasks.filter(task => task.case.id === one.id), call: { callId: 'c' + one.id, caller: one.caller, startedAt: iso(5100), recordings: [{ id: 'r1.wav', kind: 'CONVERSATION', at: iso(5090), durationMs: 187_000 }] },
  history: [line('OPENED', { person: one.openedBy }), line('STEP', { step: 'decide', outcome: 'decided' }), line('TASK', { element: 'handle' }), line('CLAIMED', { element: 'handle', person: named('李静') }),
    line('DONE', { element: 'handle', outcome: 'returned', person: named('李静'), comment: '材料不全，\n请补身份证复印件。' }), line('TASK', { element: 'handle' })] });
let notices = cases.slice(0, 2).map((one, i) => ({ id: 'n' + i, at: iso(600 + i * 4000), text: both(`工单 ${one.number} 已办理，请答复市民：已补发两个月`, `Case ${one.number} has been handled; tell the citizen: paid`), case: { id: one.id, number: one.number, title: one.title, seen: i === 0 }, read: false }));
const unread = () => notices.filter(one => !one.read);
const open = () => tasks.filter(task => !task.done);
const mine = task => task.person?.id === 'a0';
const taskList = url => open().filter(task => url.searchParams.has('mine') ? mine(task) : !url.searchParams.has('free') || !task.person);
const news = changed => ({ mine: open().filter(mine).length, free: open().filter(task => !task.person).length, all: open().length, cases: changed });
const second = task => { throw { status: 409, place: 'task', text: both(`此任务正由${task.person.name}办理。请刷新列表。`, `${task.person.name} has this task. Look at the list again.`) }; };
const taskOf = id => tasks.find(task => task.id === id) ?? tasks[0];

const goal = { seconds: 10, answered: 95, abandoned: 3 };
let alarms = [];
const service = () => ({ goal, queues: { pension: { calls: 120, inTime: alarms.length ? 88 : 97, abandoned: 2, late: alarms.length > 0, lost: false } }, alarms });
const listeners = new Set();
let inside = false;
const tell = (to = listeners) => { for (const r of to) for (const [name, data] of [['desk', desk], ['queues', queues], ['people', staff], ['tasks', news([])], ['notices', { unread: unread().length }], ['service', service()]]) r.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`); };
const tellTasks = id => { for (const r of listeners) r.write(`event: tasks\ndata: ${JSON.stringify(news([id]))}\n\n`); };
const turn = (state, changes = {}) => { desk = { ...desk, state, since: iso(0), ...changes }; tell(); };
const lists = { '/api/people': people, '/api/groups': groups, '/api/skills': skills, '/api/units': units, '/api/voice-messages': messages, '/api/missed-calls': missed };

const resources = { calls: { used: 3, of: 1000 }, ports: { used: 4, of: 2500 }, phones: { used: 2, of: 9 }, recorded: 1, outgoing: true, mayHangUp: true,
  trunks: [{ id: 'carrier', address: '10.1.0.5:5060', transport: 'UDP', prefixes: ['0', '1'], reach: 'REACHABLE', since: iso(7200), calls: 2 }, { id: 'province', address: '10.1.0.9:5061', transport: 'TLS', prefixes: [''], reach: 'UNREACHABLE', since: iso(95), calls: 0 }],
  channels: [{ callId: 'c1', caller: '13905310080', dialed: '12333', direction: 'IN', since: iso(80), line: 'carrier', people: ['李静'], recordedSeconds: 34, flow: { id: 'hotline-main', title: both('主流程', 'Main flow'), version: 3, element: 'person', name: '转人工', step: 'queue' } },
    { callId: 'c2', caller: '13705310001', dialed: '12333', direction: 'IN', since: iso(1900), line: 'carrier', people: [], recordedSeconds: null, flow: { id: 'account-query', title: both('个人账户查询', 'Account query'), version: 1, element: 'pin', name: '输入密码', step: 'collect' } },
    { callId: 'c3', caller: '8001', dialed: '8002', direction: 'INTERNAL', since: iso(12), line: '8001', people: [], recordedSeconds: null, flow: null }],
  registered: [{ number: '8001', address: '192.168.1.21:5060', transport: 'UDP', until: iso(-600), people: ['张伟'] }, { number: '8002', address: '192.168.1.22:5060', transport: 'TLS', until: iso(-600), people: [] }] };

const api = {
  'GET /api/resources': () => resources, 'POST /api/resources/calls/c2/hang-up': () => { resources.channels = resources.channels.filter(one => one.callId !== 'c2'); resources.calls.used--; },
  'POST /logout': () => { inside = false; },
  'GET /api/me': () => me, 'GET /api/desk': () => desk, 'GET /api/codes/SC': () => codes,
  'POST /api/desk/session': body => { if (body.extension === '8002') throw { status: 409, text: both('分机 8002 已由李静签入。请换一个分机，或请她先签出。', 'Extension 8002 is signed in by Li Jing. Use another one.') }; turn('AWAY', { extension: body.extension, registered: true }); },
  'DELETE /api/desk/session': () => turn('SIGNED_OUT', { extension: null, registered: false }),
  'PUT /api/desk/state': body => { if (desk.state !== 'TALKING') turn(body.state, { call: null }); },
  'POST /api/desk/flow': () => turn('WRAP_UP'), 'POST /api/desk/check': () => turn('TALKING', { check: { title: both('身份核验', 'Identity check'), result: 'PASSED' } }),
  'PUT /api/desk/supervision': body => { if (body.person === 'a2') throw { status: 409, place: 'session', text: both('现在不能监听：通话正在转接、核验，或已经结束。', 'You cannot listen now.') }; turn('TALKING', { supervising: { person: body.person, name: '李静', state: { LISTEN: 'LISTENING', WHISPER: 'WHISPERING', JOIN: 'JOINED' }[body.mode] }, call: call() }); },
  'DELETE /api/desk/supervision': () => turn('READY', { supervising: null, call: null }), 'POST /api/desk/supervision/takeover': () => turn('TALKING', { supervising: null, call: call() }), 'POST /fake/whispered': () => turn('TALKING', { call: call(), supervisors: [{ name: '赵敏', state: 'WHISPERING' }] }),
  'POST /api/desk/dial': () => { turn('DIALING'); return { callId: 'd1' }; },
  'GET /api/codes/CASE': () => caseCodes, 'GET /api/cases/flows': () => [{ id: 'work-order', title: both('工单办理', 'Work order'), inputs: ['asked'] }],
  'POST /api/cases': () => ({ id: 'k0', number: cases[0].number }), 'POST /api/me/password': body => { if (body.old === 'wrong') throw { status: 422, place: 'old', text: both('原密码不对。请重新输入。', 'The old password is wrong.') }; },
  'POST /fake/miss': () => { alarms = [{ queue: 'pension', title: queues[0].title, missed: 'ANSWERED', percent: 88, goal: 95, since: iso(0) }]; tell(); }, 'POST /fake/met': () => { alarms = []; tell(); },
  'POST /fake/taken': () => { tasks[1].person = named('李静'); tellTasks('k1'); }, 'POST /fake/notice': () => { notices = [{ ...notices[0], id: 'n9', at: iso(0), read: false }, ...notices]; tell(); }, 'POST /fake/given-back': () => { tasks[1].person = named('张伟'); tellTasks('k1'); }, 'POST /fake/taken-unseen': () => { tasks[1].person = named('李静'); },
  // For looking: what a caller would bring about.
  'POST /fake/message': () => turn('HANDLING', { call: null, message: { id: 'm0', callId: 'mc0', box: 'suggestions', caller: '13805310000', durationMs: 17_000, at: iso(180), queue: queues[0].title, reason: both('空闲最久', 'idle for longest'), party: null } }),
  'GET /api/desk/message/audio': () => ({}), 'POST /api/desk/message/done': () => turn('READY', { message: null }), 'POST /fake/ring': () => turn('RINGING', { call: { ...call(), answeredAt: null } }), 'POST /fake/answer': () => turn('TALKING', { call: call() }), 'POST /fake/hang-up': () => turn('WRAP_UP'), 'POST /fake/away': () => { listeners.forEach(r => r.destroy()); }
};

async function answer(request, response) {
  const url = new URL(request.url, 'http://x');
  const body = await new Promise(done => { let text = ''; request.on('data', d => { text += d; }).on('end', () => done(text)); });
  const json = (status, value) => { response.writeHead(status, { 'Content-Type': 'application/json', Date: new Date().toUTCString() }); response.end(value === undefined ? '' : JSON.stringify(value)); };
  if (url.pathname === '/login') { inside = !body.includes('wrong'); return inside ? json(204) : json(401, { text: both('用户名或密码不对。', 'Wrong.') }); }
  if (url.pathname.startsWith('/api/') && !inside) return json(401, {});
  if (url.pathname === '/api/desk/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
    return tell([response]);
  }
  const known = api[`${request.method} ${url.pathname}`];
  const [, about, id, act] = url.pathname.match(/^\/api\/(tasks|cases)\/([^/]+)(?:\/(\w+))?$/) ?? [];
  try {
    if (!known && about === 'cases' && request.method === 'GET' && !act) { const one = cases.find(c => c.id === id); return one ? json(200, file(one)) : json(404, {}); }
    if (!known && about === 'tasks' && request.method === 'GET') { const task = tasks.find(t => t.id === id); return task ? json(200, task) : json(404, {}); }
    if (about === 'tasks' && act === 'claim') { const task = taskOf(id); if (task.person && !mine(task)) second(task); task.person = named('张伟'); tellTasks(task.case.id); return json(204); }
    if (about === 'tasks' && act === 'complete') { const task = taskOf(id); task.done = { at: iso(0), by: task.person, outcome: JSON.parse(body).outcome }; tellTasks(task.case.id); return json(204); }
    if (about === 'tasks' && (act === 'pause' || act === 'resume')) {
      const task = taskOf(id);
      [task.paused, task.dueAt] = act === 'pause' ? [{ at: iso(0), until: iso(-86400 * 14) }, null] : [null, iso(-7200)];
      tellTasks(task.case.id);
      return json(204);
    }
    const noticed = url.pathname.match(/^\/api\/notices\/(\w+)\/read$/);
    if (noticed) { notices = notices.map(one => one.id === noticed[1] ? { ...one, read: true } : one); return json(204); }
    if (about && act && ['return', 'assign', 'extend', 'urge', 'void'].includes(act)) {
      if (act === 'void' && JSON.parse(body).reason === '查') throw { status: 403, text: both('您不是该单位的班长。', 'You are no supervisor of that unit.') };
      const one = cases.find(c => c.id === id);
      if (act === 'void') one.state = 'VOID';
      if (act === 'assign') { const task = taskOf(id); task.person = named(people.find(p => p.id === JSON.parse(body).person).name); tellTasks(task.case.id); }
      return json(204);
    }
    if (known) { const value = known(body ? JSON.parse(body) : null); return json(value === undefined ? 204 : 200, value); }
  } catch (refused) { return json(refused.status ?? 500, refused); }
  if (request.method === 'GET' && url.pathname === '/api/tasks') return json(200, { items: taskList(url), next: null });
  if (request.method === 'GET' && url.pathname === '/api/notices') return json(200, { items: url.searchParams.has('all') ? notices : unread(), next: null });
  if (request.method === 'GET' && url.pathname === '/api/cases') return json(200, { items: cases.filter(one => !url.searchParams.has('overdue') || one.overdue), next: null });
  if (request.method === 'GET' && lists[url.pathname]) return json(200, { items: lists[url.pathname], next: null });
  if (url.pathname.startsWith('/api/')) return json(request.method === 'GET' ? 404 : 204);
  const path = url.pathname === '/work/' ? '/work/index.html' : url.pathname;
  for (const root of [built, engine]) {
    const content = await readFile(join(root, path)).catch(() => null);
    if (content) { response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }); return response.end(content); }
  }
  return json(404);
}

export function startFake(port = 8093) {
  const server = createServer((q, r) => { answer(q, r).catch(e => { console.error(e); r.destroy(); }); });
  return new Promise(done => server.listen(port, '127.0.0.1', () => done(server)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startFake(Number(process.argv[2] ?? 8093));
  console.log(`A made-up hotline at http://127.0.0.1:${server.address().port}/work/`);
}
