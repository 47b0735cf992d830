// An agent at work on a running hotline, with real calls that somebody else places: node e2e/desk.mjs http://127.0.0.1:PORT LOGIN PASSWORD EXTENSION
// Tells on its standard output how far it is, so that whoever has the telephones knows when to act.
import assert from 'node:assert/strict';
import { open, story } from './browser.mjs';

const [base, login, password, extension] = process.argv.slice(2);
const now = what => console.log(`now: ${what}`);

await story('desk', async () => {
  const { page, state, signIn, takeCalls, look, close } = await open(base, 'desk');

  await page.goto(`${base}/work/`);
  await signIn(login, password);
  await takeCalls(extension);
  now('ready');

  // AGT-23, AGT-29, CTI-07: who calls and what the flow knows, before the phone is picked up.
  await state('振铃');
  await page.getByRole('heading', { name: '139 0531 0080' }).waitFor();
  assert.match(await page.getByLabel('来电', { exact: true }).textContent(), /综合服务/);
  await look('ringing-zh');
  now('ringing');
  await state('通话中');
  await page.getByText('菜单').first().waitFor();
  await look('talking-zh');

  // AGT-36, AGT-37, IVR-34 to IVR-37: who asks, the question and its answer are typed while talking, each question apart, and stay through wrap-up.
  await page.getByLabel('性别').selectOption({ label: '女' });
  await page.getByLabel('年龄').fill('67岁');
  await page.getByLabel('人员类别').selectOption({ label: '退休' });
  await page.keyboard.press('Alt+n');
  await page.keyboard.type('咨询养老金发放日期');
  await page.getByLabel('答复', { exact: true }).fill('每月 15 日前到账');
  await look('question-zh');
  await page.keyboard.press('Alt+q');
  await page.getByRole('listitem').filter({ hasText: '每月 15 日前到账' }).waitFor();
  assert.equal(await page.getByLabel('年龄').inputValue(), '67', 'who asks stays who he is');
  await page.keyboard.type('补发在哪天');
  await page.getByText(/已保存$/).waitFor();
  now('noted');
  await state('话后处理');
  assert.equal(await page.getByRole('textbox', { name: '问题', exact: true }).inputValue(), '补发在哪天');
  // IVR-35: what was answered before is found by a word and taken over by one key.
  await page.getByRole('combobox', { name: '查以往答复' }).fill('到账');
  await page.getByRole('option').filter({ hasText: '每月 15 日前到账' }).waitFor();
  await look('answers-zh');
  await page.getByRole('combobox', { name: '查以往答复' }).press('Enter');
  assert.equal(await page.getByLabel('答复', { exact: true }).inputValue(), '每月 15 日前到账');
  await look('wrap-up-zh');
  await page.keyboard.press('Alt+1');
  await state('就绪');

  // ACC-33, ACC-17: who waits, and why in that order.
  await page.keyboard.press('Alt+3');
  await state('小休');
  await page.goto(`${base}/work/#/queues`);
  now('on break');
  await page.getByRole('cell', { name: '139****0081' }).waitFor();
  await look('queues-zh');
  now('seen waiting');

  // VM-05, OUT-19: the caller gave up; one click rings this phone, then the caller's.
  await page.goto(`${base}/work/#/missed`);
  await page.getByRole('button', { name: /^回拨/ }).first().click();
  await state('外呼中');
  await look('dialing-zh');
  now('dialing');
  await page.locator('.state-bar').getByText(/无人接听|呼不通|占线|拒接/).waitFor();
  // Who was not reached is still to be called, and it shows who has tried.
  await page.getByRole('row').filter({ hasText: '139****0081' }).getByRole('cell').filter({ hasText: /li\s*(不通|无人接听|忙|拒接)$/ }).waitFor();
  await look('not-reached-zh');
  await page.goto(`${base}/work/#/staff`);
  await page.locator('table').first().waitFor();
  await look('staff-zh');
  await page.getByRole('button', { name: '签出', exact: true }).click();
  await state('未签入');
  return close();
});
