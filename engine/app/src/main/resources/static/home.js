'use strict';
// The first page: how to call, and what the last calls did. Plain on purpose; the designer and the desk are pages of their own.
const texts = {
  zh: { other: 'English', up: '运行正常', down: '有故障', how: '怎样拨打', login: '登录', user: '用户名', password: '密码', signin: '登录', signout: '退出',
    wrong: '用户名或密码不对，或不是在本机、HTTPS 下登录。', calls: '最近通话', messages: '留言', none: '还没有。',
    directions: { incoming: '呼入', outgoing: '呼出', internal: '内部' }, callsHead: ['时间', '方向', '主叫', '被叫', '时长', '结果', '路径'], messagesHead: ['时间', '信箱', '主叫', '时长', '播放'], path: '路径', seconds: '秒', open: '通话中',
    reasons: { completed: '正常结束', callerHungUp: '来电人挂机', noMatch: '按键错误', noInput: '无按键', tooManyFailures: '失败过多', engineRestarted: '系统重启', rtpTimeout: '媒体中断',
      CONNECTOR: '业务系统故障', MEDIA: '语音故障', CONFIG: '配置错误', INTERNAL: '内部错误', blacklisted: '黑名单', barred: '限拨', hungUpBySupervisor: '班长挂断', calledBusy: '对方忙', calledNoAnswer: '无人接听', calledRefused: '对方拒接', calledUnreachable: '呼不通', databaseAway: '数据库不可用', lineFailed: '线路故障' } },
  en: { other: '中文', up: 'healthy', down: 'not healthy', how: 'How to call', login: 'Sign in', user: 'User', password: 'Password', signin: 'Sign in', signout: 'Sign out',
    wrong: 'Wrong user or password, or not over HTTPS or from this machine.', calls: 'Last calls', messages: 'Voice messages', none: 'None yet.',
    directions: { incoming: 'In', outgoing: 'Out', internal: 'Internal' }, callsHead: ['Time', 'Direction', 'Caller', 'Dialed', 'Length', 'End', 'Path'], messagesHead: ['Time', 'Box', 'Caller', 'Length', 'Play'], path: 'Path', seconds: 's', open: 'under way', reasons: {} }
};
let language = localStorage.getItem('language') || (navigator.language.startsWith('zh') ? 'zh' : 'en');
const at = id => document.getElementById(id);
const element = (name, text, type) => { const e = document.createElement(name); if (text !== undefined) e.textContent = text; if (type) e.className = type; return e; };
// The API writes times in the centre's zone; a reader anywhere sees the centre's clock.
const time = iso => iso.slice(0, 19).replace('T', ' ');
const cookie = name => (document.cookie.split('; ').find(c => c.startsWith(name + '=')) || '').slice(name.length + 1);

function words() {
  const t = texts[language];
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const [id, key] of Object.entries({ language: 'other', how: 'how', loginTitle: 'login', userLabel: 'user', passwordLabel: 'password', signin: 'signin', signout: 'signout',
    callsTitle: 'calls', messagesTitle: 'messages' })) at(id).textContent = t[key];
  heads('callsHead', t.callsHead); heads('messagesHead', t.messagesHead);
  howTo();
}
function heads(id, names) {
  const row = element('tr'); names.forEach(n => { const h = element('th', n); h.scope = 'col'; row.append(h); });
  at(id).replaceChildren(row);
}
function howTo() {
  const host = location.hostname; const box = at('howto'); box.replaceChildren();
  const lines = language === 'zh'
    ? [['用任何 SIP 电话拨打', `sip:12333@${host}`], ['或在命令行', './zhiyin call 12333 --keys 4,370102196003150020#,246810#'],
       ['试用账户（按 4 查询）：身份证号', '370102196003150020', '密码', '246810']]
    : [['From any SIP phone call', `sip:12333@${host}`], ['or on the command line', './zhiyin call 12333 --keys 4,370102196003150020#,246810#'],
       ['An account to try (key 4): identity number', '370102196003150020', 'password', '246810']];
  lines.forEach(parts => { const p = element('p'); parts.forEach((part, i) => p.append(i % 2 ? element('code', part) : part + ' ', ' ')); box.append(p); });
}
async function health() {
  let state = 'DOWN';
  try { state = (await (await fetch('/actuator/health')).json()).status; } catch { /* the badge says it */ }
  const badge = at('state'); badge.textContent = texts[language][state === 'UP' ? 'up' : 'down']; badge.className = 'badge ' + (state === 'UP' ? 'up' : 'down');
}
async function load() {
  const answer = await fetch('/api/calls?limit=20');
  const inside = answer.ok;
  at('login').hidden = inside; at('callsSection').hidden = !inside; at('messagesSection').hidden = !inside; at('signout').hidden = !inside;
  if (!inside) return;
  calls((await answer.json()).items);
  messages((await (await fetch('/api/voice-messages?limit=20')).json()).items);
}
function length(from, to) { return to ? Math.round((new Date(to) - new Date(from)) / 1000) + ' ' + texts[language].seconds : ''; }
function empty(body, columns) { const row = element('tr'); const cell = element('td', texts[language].none); cell.colSpan = columns; row.append(cell); body.append(row); }
const open = new Set();
function calls(items) {
  const body = at('calls'); body.replaceChildren();
  if (!items.length) empty(body, 7);
  for (const call of items) {
    const t = texts[language]; const row = element('tr');
    row.append(element('td', time(call.startedAt), 'number'), element('td', t.directions[call.direction]), element('td', call.caller, 'number'), element('td', call.dialed, 'number'),
      element('td', length(call.startedAt, call.endedAt), 'number'), element('td', call.endedAt ? t.reasons[call.endReason] || call.endReason : t.open));
    const button = element('button', t.path); button.type = 'button'; button.setAttribute('aria-expanded', open.has(call.callId));
    button.onclick = () => { open.has(call.callId) ? open.delete(call.callId) : open.add(call.callId); load(); };
    const cell = element('td'); cell.append(button); row.append(cell); body.append(row);
    if (open.has(call.callId)) path(call, body);
  }
}
async function path(call, body) {
  const row = element('tr'); const cell = element('td', undefined, 'path'); cell.colSpan = 7; row.append(cell); body.append(row);
  const whole = await (await fetch('/api/calls/' + call.callId)).json();
  const list = element('ol');
  for (const step of whole.path) {
    const item = element('li', `${step.flow} · ${step.element} (${step.step}) → ${step.error ? step.error.category : step.outcome}${step.keys ? ' [' + step.keys + ']' : ''}`);
    if (step.prompt) item.append(element('div', step.prompt, 'said'));
    if (step.error) item.append(element('div', `${step.error.message} ${step.error.remedy}`, 'error'));
    list.append(item);
  }
  cell.append(list);
}
function messages(items) {
  const body = at('messages'); body.replaceChildren();
  if (!items.length) empty(body, 5);
  for (const message of items) {
    const row = element('tr'); const audio = element('audio'); audio.controls = true; audio.preload = 'none'; audio.src = `/api/voice-messages/${message.id}/audio`;
    const cell = element('td'); cell.append(audio);
    row.append(element('td', time(message.at), 'number'), element('td', message.box), element('td', message.caller, 'number'),
      element('td', Math.round(message.durationMs / 1000) + ' ' + texts[language].seconds, 'number'), cell);
    body.append(row);
  }
}
at('language').onclick = () => { language = language === 'zh' ? 'en' : 'zh'; localStorage.setItem('language', language); words(); health(); load(); };
at('loginForm').onsubmit = async event => {
  event.preventDefault();
  const answer = await fetch('/login', { method: 'POST', body: new URLSearchParams(new FormData(event.target)) });
  at('loginProblem').textContent = answer.ok ? '' : texts[language].wrong;
  if (answer.ok) load();
};
at('signout').onclick = async () => { await fetch('/logout', { method: 'POST', headers: { 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') } }); load(); };
words(); health(); load();
setInterval(health, 10000);
