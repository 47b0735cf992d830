// The live views, with calls in them, against the made-up hotline: what the page itself must hold whatever the server is.
import assert from 'node:assert/strict';
import { startFake } from '../fake/server.mjs';
import { open, story } from './browser.mjs';

await story('live', async () => {
  const server = await startFake(0);
  const base = `http://127.0.0.1:${server.address().port}`;
  const happens = what => fetch(`${base}/fake/${what}`, { method: 'POST' });
  const { page, state, signIn, look, fits, close } = await open(base, 'live');

  await page.goto(`${base}/work/`);
  await signIn('zhang', 'whatever-1');
  await state('未签入');
  await look('signed-out-zh');

  // AGT-01: an extension that somebody else holds is refused with words, then the right one is taken.
  await page.getByLabel('分机号').fill('8002');
  await page.getByRole('button', { name: '签入' }).click();
  await page.getByText('分机 8002 已由李静签入').waitFor();
  await page.getByLabel('分机号').fill('8001');
  await page.keyboard.press('Enter');
  await state('示忙');

  // AGT-03, AGT-04, AGT-35: by keys alone.
  await page.keyboard.press('Alt+1');
  await state('就绪');
  assert.match(await page.title(), /^就绪（4 人排队） · 我的座席/);
  await look('idle-zh');
  await page.keyboard.press('Alt+3');
  await state('小休');
  await page.keyboard.press('Alt+1');
  await state('就绪');

  // AGT-05, AGT-23: the call shows itself whatever view is open, and is announced.
  await page.goto(`${base}/work/#/queues`);
  await page.getByRole('heading', { name: '排队监控' }).waitFor();
  await happens('ring');
  await state('振铃');
  await page.getByRole('heading', { name: '139 0531 0080' }).waitFor();
  assert.match(await page.locator('[aria-live=polite]').first().textContent(), /来电 13905310080，养老保险咨询/);
  await look('ringing-zh');
  await happens('answer');
  await state('通话中');
  const height = async () => (await page.locator('.state-bar').boundingBox()).height;
  const before = await height();

  // AGT-36: a note is kept while it is typed, a reload loses nothing, the subject is found by pinyin.
  await page.keyboard.press('Alt+n');
  const saved = page.waitForRequest(r => r.method() === 'PUT' && r.url().includes('/questions/') && (r.postData() ?? '').includes('每月 15 日'));
  await page.keyboard.type('咨询养老金发放日期，已告知每月 15 日前到账');
  await page.reload();
  await page.getByRole('heading', { name: '139 0531 0080' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: '问题', exact: true }).inputValue(), '咨询养老金发放日期，已告知每月 15 日前到账');
  await saved;
  await page.getByText(/已保存$/).waitFor();
  await page.getByLabel('业务分类').fill('yanglao');
  await page.getByRole('option', { name: '0902' }).click();
  // The list fades out; half gone it is neither there nor away.
  await page.locator('.el-select-dropdown').filter({ visible: true }).waitFor({ state: 'detached' });
  await page.getByText(/已保存$/).waitFor();
  await look('talking-zh');
  assert.equal(await height(), before, 'the bar keeps its height');
  await page.getByRole('button', { name: /^小休/ }).click();
  await happens('hang-up');
  await state('话后处理');
  await look('wrap-up-zh');
  await page.keyboard.press('Alt+1');
  await state('就绪');

  for (const [view, title] of [['messages', '留言'], ['missed', '未接来电'], ['queues', '排队监控'], ['staff', '座席监控']]) {
    await page.goto(`${base}/work/#/${view}`);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1', 'the keyboard goes where the eye goes');
    await page.locator('table').first().waitFor();
    await look(`${view}-zh`);
  }

  // ACC-20: a message whose turn it is comes before this person by itself, and is dealt with.
  await happens('message');
  await state('处理留言');
  const left = page.getByRole('region', { name: '处理留言' });
  await left.getByRole('button', { name: '回拨' }).waitFor();
  assert.match(page.url(), /my$/);
  await look('message-zh');
  await left.getByRole('button', { name: '已处理' }).press('Enter');
  await state('就绪');
  await page.goto(`${base}/work/#/staff`);

  // ACC-08: a supervisor at the call of an agent, from the list of agents; whoever only listens stays where he is.
  const supervision = page.getByRole('group', { name: '监听 李静' });
  await page.getByRole('group', { name: '监听 王芳' }).getByRole('button', { name: '监听', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: '现在不能监听' }).waitFor();
  await supervision.getByRole('button', { name: '监听', exact: true }).press('Enter');
  await supervision.getByText('监听中').waitFor();
  assert.match(page.url(), /staff$/);
  await supervision.getByRole('button', { name: '密语' }).click();
  await supervision.getByText('密语中').waitFor();
  await supervision.getByRole('button', { name: '密语', pressed: true }).waitFor();
  await look('supervising-zh');
  await page.goto(`${base}/work/#/my`);
  await supervision.getByRole('button', { name: '插话', exact: true }).click();
  await supervision.getByText('插话中').waitFor();
  assert.equal(await page.getByRole('region', { name: '三方通话' }).count(), 0, 'the call is not hers');
  await look('joined-zh');
  page.once('dialog', dialog => dialog.accept());
  await supervision.getByRole('button', { name: '接管' }).click();
  await page.getByRole('region', { name: '三方通话' }).waitFor();
  await happens('whispered');
  await page.getByText('班长 赵敏：').waitFor();
  await look('whispered-to-zh');
  await happens('hang-up');
  await state('话后处理');
  await page.keyboard.press('Alt+1');
  await state('就绪');

  // CTI-02, REC-04: lines and calls as they stand; one that hangs is hung up after a question, and not without it.
  await page.goto(`${base}/work/#/resources`);
  await page.getByRole('cell', { name: '主流程 · 转人工 · 排队' }).waitFor();
  await page.getByText('呼不通', { exact: true }).waitFor();
  await look('resources-zh');
  page.once('dialog', dialog => dialog.dismiss());
  await page.getByRole('button', { name: '挂断 13705310001' }).click();
  page.once('dialog', dialog => { assert.match(dialog.message(), /13705310001/); return dialog.accept(); });
  await page.getByRole('button', { name: '挂断 13705310001' }).click();
  await page.getByRole('rowheader', { name: '13705310001' }).waitFor({ state: 'detached' });

  // SLA-01: a queue misses its goal: said once, put away until it is missed anew, gone when it is met.
  const alarm = page.getByRole('region', { name: '服务水平告警' });
  await happens('miss');
  await alarm.getByText('养老保险咨询 服务水平未达标：今日 10 秒内接起 88%，目标 95%。').waitFor();
  assert.match(await page.locator('[aria-live=polite]').first().textContent(), /养老保险咨询 服务水平未达标/);
  await look('alarm-zh');
  await happens('met');
  await alarm.waitFor({ state: 'detached' });
  await new Promise(done => setTimeout(done, 1100));
  await happens('miss');
  await alarm.getByRole('button', { name: '知道了 养老保险咨询' }).click();
  await alarm.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { name: '资源', level: 1 }).waitFor();
  await page.getByText('连接正常').waitFor();
  assert.equal(await alarm.count(), 0, 'what was put away stays away');
  await happens('met');

  // WO-09, WO-24: what waits is counted beside the view's name; overdue, due soon, urged and escalated are words.
  const nav = page.getByRole('navigation');
  await page.goto(`${base}/work/#/my`);
  await nav.getByRole('link', { name: '待办 2' }).click();
  await page.getByText('没有待领取的任务').or(page.getByRole('button', { name: '领取 2026112300011' })).waitFor();
  for (const mark of ['已超期', '已催办', '已上报', '将超期']) await page.getByText(mark, { exact: true }).first().waitFor();
  await look('tasks-zh');
  await happens('taken-unseen');
  await page.getByRole('button', { name: '领取 2026112300012' }).click();
  await page.getByText('此任务正由李静办理').waitFor();
  await page.getByRole('button', { name: '领取 2026112300012' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '领取 2026112300011' }).click();
  await page.getByRole('heading', { name: '请核实并办理：养老金少发两个月', level: 1 }).waitFor();
  await nav.getByRole('link', { name: '待办 1' }).waitFor();
  await look('task-zh');

  // What is required is said, at its field, before anything is sent; a choice that wants a remark says so.
  await page.getByRole('button', { name: '办结', exact: true }).click();
  await page.getByText('请填写“处理结果”。').first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'TEXTAREA', 'the keyboard is at what is missing');
  await look('task-refused-zh');
  await page.keyboard.type('已补发两个月');
  await page.getByLabel('原因（必填）').selectOption({ label: '银行账号错误' });
  await page.getByRole('button', { name: '退回', exact: true }).click();
  await page.getByText('选择“退回”时请写明意见。').first().waitFor();
  const sent = page.waitForRequest(r => r.url().endsWith('/complete'));
  await page.getByRole('button', { name: '办结', exact: true }).click();
  assert.deepEqual(JSON.parse((await sent).postData()), { outcome: 'done', values: { result: '已补发两个月', cause: 'bank' }, comment: null });
  await page.getByText('工单 2026112300011 已提交').last().waitFor();
  await page.getByText('您手上没有任务').waitFor();
  await look('tasks-done-zh');

  // What supervisors do: each asks for what it needs, and what the server refuses is said there.
  await page.goto(`${base}/work/#/tasks/t2`);
  await page.getByText('此任务正由李静办理').waitFor();
  await page.getByRole('button', { name: '延期' }).click();
  await page.getByLabel('新的期限（必填）').waitFor();
  await look('extend-zh');
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: '改派' }).click();
  const handed = page.waitForRequest(r => r.url().endsWith('/assign'));
  await page.getByLabel('改派给（必填）').selectOption({ label: '王芳 C003' });
  await look('assign-zh');
  await page.getByRole('dialog').getByRole('button', { name: '改派' }).click();
  assert.deepEqual(JSON.parse((await handed).postData()), { person: 'a2' });
  await page.getByText('此任务正由王芳办理').waitFor();
  await look('task-of-another-zh');
  await page.goto(`${base}/work/#/cases/k1`);
  await page.getByRole('button', { name: '作废' }).click();
  await page.getByLabel('理由（必填）').fill('查');
  await page.getByRole('dialog').getByRole('button', { name: '作废' }).click();
  await page.getByText('您不是该单位的班长').waitFor();
  await look('void-refused-zh');
  await page.getByLabel('理由（必填）').fill('重复来件');
  await page.getByRole('dialog').getByRole('button', { name: '作废' }).click();
  await page.getByText('已作废').waitFor();
  assert.equal(await page.getByRole('button', { name: '催办' }).count(), 0);

  // WO-18: the clock stands still while the citizen is asked, which is said wherever the task is listed; and goes on.
  await happens('given-back');
  await page.goto(`${base}/work/#/tasks/t1`);
  await page.getByRole('button', { name: '暂停计时' }).click();
  await page.getByText('等市民答复期间不计办理时间。').waitFor();
  const stopped = page.waitForRequest(r => r.url().endsWith('/pause'));
  await page.getByLabel('理由（必填）').fill('等市民补材料');
  await look('pause-zh');
  await page.getByRole('dialog').getByRole('button', { name: '暂停计时' }).click();
  assert.deepEqual(JSON.parse((await stopped).postData()), { reason: '等市民补材料' });
  await page.getByText(/起暂停计时，最迟 .* 自动恢复/).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('button', { name: '延期' }).count(), 0, 'first it goes on');
  await look('paused-zh');
  await page.goto(`${base}/work/#/tasks`);
  await page.getByText('已暂停计时', { exact: true }).waitFor();
  await look('tasks-paused-zh');
  await page.goto(`${base}/work/#/tasks/t1`);
  await page.getByRole('button', { name: '恢复计时' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '恢复计时' }).click();
  await page.getByRole('button', { name: '暂停计时' }).waitFor();

  // WO-16: a notice comes, is counted and said; by keyboard it is read, and its case is opened from it.
  const bell = page.locator('.bell > button');
  await page.getByRole('button', { name: '通知，2 条未读' }).waitFor();
  await happens('notice');
  await page.getByRole('button', { name: '通知，3 条未读' }).waitFor();
  assert.match(await page.locator('[aria-live=polite]').first().textContent(), /有新通知，3 条未读/);
  await bell.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '已读 2026112300012' }).waitFor();
  assert.equal(await page.getByRole('button', { name: '打开工单 2026112300012' }).count(), 0, 'a case that the reader may not open');
  await look('notices-zh');
  await page.getByRole('button', { name: '已读 2026112300012' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '通知，2 条未读' }).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /已读/, 'the keyboard is at the next one');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('region', { name: '通知' }).count(), 0);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '打开工单 2026112300011' }).first().click();
  await page.getByRole('heading', { name: '工单 2026112300011' }).waitFor();
  await page.getByRole('button', { name: '通知，1 条未读' }).waitFor();

  // Cases: filtered, read with their history and the call they came from, opened by hand.
  await nav.getByRole('link', { name: '工单', exact: true }).click();
  await page.getByRole('rowheader', { name: '2026112300013' }).waitFor();
  await look('cases-zh');
  await page.getByLabel('只看超期').check();
  await page.getByRole('rowheader', { name: '2026112300013' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: '2026112300011' }).click();
  await page.getByText('请补身份证复印件').waitFor();
  await page.getByText('养老金没有到账，请查明原因').waitFor();
  assert.equal(await page.locator('audio').count(), 1);
  await look('case-zh');
  await page.goto(`${base}/work/#/cases/k2`);
  await page.getByText('没有机构“archive”').waitFor();
  await look('case-stuck-zh');
  await page.goto(`${base}/work/#/cases`);
  await page.getByRole('button', { name: '新建工单' }).click();
  await page.getByRole('dialog').getByLabel('诉求内容（必填）').waitFor();
  await look('open-case-zh');
  await page.getByRole('dialog').getByLabel('类别（必填）').selectOption('04');
  await page.getByRole('dialog').getByLabel('名称（必填）').fill('养老金少发两个月');
  await page.getByRole('dialog').getByLabel('诉求内容（必填）').fill('请查明原因');
  await page.getByRole('dialog').getByRole('button', { name: '建立' }).click();
  await page.getByRole('heading', { name: '工单 2026112300011' }).waitFor();

  // One's own password: by keyboard, refused and then taken.
  await page.getByRole('button', { name: '张伟' }).focus();
  await page.keyboard.press('Enter');
  await look('person-menu-zh');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('button', { name: '修改密码' }).count(), 0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByLabel('原密码').fill('wrong');
  await page.getByLabel('新密码', { exact: true }).fill('a-new-password');
  await page.getByLabel('再输一次新密码').fill('another-password');
  await page.keyboard.press('Enter');
  await page.getByText('两次输入的新密码不一样').waitFor();
  await page.getByLabel('再输一次新密码').fill('a-new-password');
  await page.keyboard.press('Enter');
  await page.getByText('原密码不对').waitFor();
  await look('password-zh');
  await page.getByLabel('原密码').fill('right-password');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  // VM-05: one click calls back.
  await page.goto(`${base}/work/#/missed`);
  await page.getByRole('button', { name: '回拨 13705310000' }).click();
  await state('外呼中');
  await happens('answer');
  await page.goto(`${base}/work/#/my`);
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('.state-bar .now strong', { hasText: 'Talking' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await look('talking-en');
  for (const view of ['messages', 'missed', 'queues', 'staff', 'resources']) {
    await page.goto(`${base}/work/#/${view}`);
    await page.locator('table').first().waitFor();
    await look(`${view}-en`);
  }
  for (const view of ['tasks/t1', 'cases', 'cases/k0']) {
    await page.goto(`${base}/work/#/${view}`);
    await page.getByText(/^(History|Case no\.)$/).first().waitFor();
    await look(`${view.replace('/', '-')}-en`);
  }
  await page.goto(`${base}/work/#/tasks`);
  await page.getByRole('button', { name: /^All of my unit/ }).click();
  await page.locator('table').first().waitFor();
  await look('tasks-en');
  await page.getByRole('button', { name: 'Notices, 1 unread' }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByText(/^Case 2026112300012 has been handled/).waitFor();
  await look('notices-en');
  await page.keyboard.press('Escape');
  await happens('hang-up');
  await page.goto(`${base}/work/#/my`);
  await page.keyboard.press('Alt+1');
  await page.locator('.state-bar .now strong', { hasText: /^Ready$/ }).waitFor();
  await look('idle-en');

  // Twice as large: 1280 x 720 at 200 % is a window of 640 x 360.
  await page.setViewportSize({ width: 640, height: 360 });
  await happens('answer');
  for (const view of ['my', 'queues', 'staff', 'resources', 'missed', 'tasks', 'tasks/t1', 'cases', 'cases/k0']) {
    await page.goto(`${base}/work/#/${view}`);
    await page.locator('main h1').waitFor({ state: 'attached' });
    await fits(view);
    await look(`${view.replace('/', '-')}-200-percent`);
  }
  await page.setViewportSize({ width: 1280, height: 720 });

  // A lost connection is said plainly, and heals by itself.
  await page.route('**/api/desk**', route => route.abort());
  await happens('away');
  await page.getByText(/^Connection lost/).waitFor();
  await look('lost-en');
  await page.unroute('**/api/desk**');
  await page.getByText('Connected').waitFor();
  assert.equal(await page.getByText(/^Connection lost/).count(), 0);
  const looked = await close();
  server.closeAllConnections();
  server.close();
  return looked;
});
