// Administration in a browser, on a running hotline: node e2e/administration.mjs http://127.0.0.1:PORT PASSWORD-OF-ADMIN
import assert from 'node:assert/strict';
import { open, story } from './browser.mjs';

const [base, password] = process.argv.slice(2);

await story('administration', async () => {
  const { page, look, close } = await open(base, 'administration');
  const dialog = page.getByRole('dialog');
  const button = name => page.getByRole('button', { name, exact: true });
  const row = name => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  const save = async () => { await dialog.getByRole('button', { name: '保存' }).click(); await dialog.waitFor({ state: 'hidden' }); };
  const view = async (name, title) => { await page.goto(`${base}/work/#/${name}`); await page.getByRole('heading', { name: title, level: 1 }).waitFor(); };
  const signIn = async (user, secret) => { await page.locator('[name=username]').fill(user); await page.locator('[name=password]').fill(secret); await page.keyboard.press('Enter'); };

  await page.goto(`${base}/work`);
  await page.getByRole('heading', { name: '登录知音座席' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/work/');
  await look('sign-in-zh');
  await signIn('admin', 'wrong-password');
  await page.getByText('用户名或密码不对').waitFor();
  await look('sign-in-refused-zh');
  await signIn('admin', password);

  // SITE-01: units below the centre.
  await view('units', '机构');
  for (const [above, name] of [['呼叫中心', '养老保险科'], ['养老保险科', '待遇审核组'], ['呼叫中心', '劳动监察科']]) {
    await page.getByRole('button', { name: `新增下级 ${above}` }).click();
    await dialog.getByLabel('中文名称').fill(name);
    await save();
    await row(name).waitFor();
  }
  await look('units-zh');
  page.on('dialog', question => question.accept());
  await page.getByRole('button', { name: '撤销 养老保险科' }).click();
  await page.getByText('该机构还有：下级机构 1。不能撤销。').waitFor();

  await view('skills', '技能');
  for (const [id, name] of [['pension', '养老业务'], ['arbitration', '仲裁']]) {
    await button('新增技能').click();
    await dialog.getByLabel('中文名称').fill(name);
    await dialog.getByLabel('代号').fill(id);
    await save();
    await row(name).waitFor();
  }
  await look('skills-zh');

  await view('groups', '座席组');
  await button('新增座席组').click();
  await dialog.getByLabel('中文名称').fill('养老专席');
  await dialog.getByLabel('英文名称').fill('Pension line');
  await dialog.getByLabel('代号').fill('Pension Line');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByText('代号以小写字母开头').waitFor();
  await look('group-refused-zh');
  await dialog.getByLabel('代号').fill('pension-line');
  await save();
  await row('养老专席').waitFor();

  // SEC-02: a person with extension, number, role, skills and group; by keyboard as far as a form goes.
  await view('people', '人员');
  const add = async (name, login) => {
    await button('新增人员').click();
    await dialog.getByLabel('姓名').fill(name);
    await dialog.getByLabel('登录名').fill(login);
    await dialog.getByLabel('密码', { exact: true }).fill('long-enough-1');
    await dialog.getByLabel('所属机构').selectOption({ label: '\u3000养老保险科' });
    await dialog.getByLabel('适用机构').selectOption({ label: '\u3000养老保险科' });
    await dialog.getByLabel('分机号').fill('8001');
    await dialog.getByLabel('职级').selectOption('C');
    await dialog.getByLabel('养老业务').selectOption('3');
    await dialog.getByLabel('养老专席').check();
  };
  await add('张伟', 'zhangwei');
  await look('person-zh');
  await save();
  await row('张伟').getByText('C001').waitFor();
  await add('李静', 'lijing');
  await dialog.getByLabel('登录名').fill('zhangwei');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByText('登录名 zhangwei 已被使用。').waitFor();
  await dialog.getByLabel('登录名').fill('lijing');
  await save();
  await row('李静').getByText('C002').waitFor();
  await look('people-zh');
  await page.getByLabel('查找').fill('c002');
  await row('张伟').waitFor({ state: 'detached' });
  assert.equal(await row('李静').count(), 1);
  await page.getByLabel('查找').fill('');
  await row('张伟').getByRole('button').click();
  assert.equal(await dialog.getByLabel('养老业务').inputValue(), '3');
  assert.ok(await dialog.getByLabel('养老专席').isChecked());
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  // ACC-15: the order of a group, moved by buttons; the focus stays on who is moved.
  await view('groups', '座席组');
  await page.getByRole('button', { name: '修改座席组：养老专席' }).click();
  await dialog.getByRole('button', { name: '上移 李静' }).click();
  assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /李静/);
  await look('group-zh');
  await save();
  await row('养老专席').getByText('李静、张伟').waitFor();
  await look('groups-zh');

  await button('English').click();
  for (const [name, title] of [['people', 'People'], ['groups', 'Groups'], ['skills', 'Skills'], ['units', 'Units'], ['messages', 'Messages'], ['missed', 'Missed calls'], ['queues', 'Queues'], ['staff', 'Agents'], ['resources', 'Resources'], ['my', 'My desk']]) {
    await view(name, title);
    await page.waitForLoadState('networkidle').catch(() => {});
    await look(`${name}-en`);
  }
  await view('people', 'People');
  await page.getByRole('button', { name: 'Edit 张伟' }).click();
  await dialog.getByText('C001').waitFor();
  await look('person-en');
  await page.keyboard.press('Escape');
  await page.locator('.person > button').click();
  await button('Sign out').click();
  await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
  await look('sign-in-en');

  // SEC-14, AGT-21: an agent is shown his own views, and nothing to administer.
  await button('中文').click();
  await signIn('lijing', 'long-enough-1');
  await page.getByRole('link', { name: '我的座席' }).waitFor();
  assert.equal(await page.getByRole('link', { name: '人员' }).count(), 0);
  assert.equal(await page.evaluate(() => fetch('/api/people', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': document.cookie.split('XSRF-TOKEN=')[1] }, body: '{}' }).then(r => r.status)), 403);
  for (const name of ['my', 'messages', 'missed', 'queues', 'staff']) {
    await page.goto(`${base}/work/#/${name}`);
    await page.waitForLoadState('networkidle').catch(() => {});
    await look(`agent-${name}-zh`);
  }

  // SEC-02: an administrator ends a session by setting the password; the next person at this browser is himself.
  const admin = { Authorization: 'Basic ' + btoa(`admin:${password}`), 'Content-Type': 'application/json' };
  const [lijing] = (await (await fetch(`${base}/api/people?q=lijing`, { headers: admin })).json()).items;
  assert.equal((await fetch(`${base}/api/people/${lijing.id}/password`, { method: 'POST', headers: admin, body: '{"password": "another-one-1"}' })).status, 204);
  await page.goto(`${base}/work/#/messages`);
  await page.getByRole('heading', { name: '登录知音座席' }).waitFor();
  await signIn('zhangwei', 'long-enough-1');
  await page.locator('.person > button', { hasText: '张伟' }).waitFor();
  return close();
});
