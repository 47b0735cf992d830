// Two clerks of one unit on a running hotline: node e2e/tasks.mjs http://127.0.0.1:PORT LOGIN-1 NAME-1 LOGIN-2 PASSWORD
// Tells on its standard output when somebody is to open a case, and then works on what comes.
import assert from 'node:assert/strict';
import { open, story } from './browser.mjs';

const [base, first, name, second, password] = process.argv.slice(2);

async function clerk(login, pictures) {
  const desk = await open(base, pictures);
  await desk.page.goto(`${base}/work/#/tasks`);
  await desk.signIn(login, password);
  await desk.page.getByRole('heading', { name: '待办', level: 1 }).waitFor();
  await desk.page.getByText('连接正常').waitFor();
  return desk;
}

await story('tasks', async () => {
  const one = await clerk(first, 'tasks');
  const other = await clerk(second, 'tasks');
  const { page } = one;
  await page.getByRole('button', { name: /^待领取/ }).click();
  await other.page.getByRole('button', { name: /^待领取/ }).click();
  for (const desk of [one, other]) await desk.page.getByText('没有待领取的任务').waitFor();
  console.log('now: both signed in');

  // It comes by itself, to both, and is counted.
  for (const desk of [one, other]) await desk.page.getByRole('link', { name: '待办 1', exact: true }).waitFor();
  const number = (await page.getByRole('button', { name: /^领取/ }).getAttribute('aria-label')).replace(/\D/g, '');
  const row = desk => desk.page.getByRole('row').filter({ hasText: number });
  await one.look('arrived-zh');

  // The other one has it open when the first one takes it.
  await row(other).getByRole('link').click();
  await other.page.getByText('领取后即可办理').waitFor();
  await page.getByRole('button', { name: `领取 ${number}` }).click();
  await page.getByLabel('处理结果（必填）').waitFor();
  await other.page.getByText(`此任务正由${name}办理`).waitFor();
  assert.equal(await other.page.getByLabel('处理结果（必填）').isDisabled(), true);
  await other.look('other-has-it-zh');

  // By keyboard, from field to field.
  await page.getByLabel('处理结果（必填）').focus();
  await page.keyboard.type('已补发两个月');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2460.5');
  await page.getByLabel('日期').fill('2026-11-25');
  await page.getByLabel('已付').selectOption('true');
  await page.getByLabel('类别', { exact: true }).selectOption({ label: '甲' });
  await page.getByText('少发两个月').first().waitFor();
  await one.look('filled-zh');
  await page.getByRole('button', { name: '办结', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(`工单 ${number} 已提交`).last().waitFor();
  await other.page.getByText(new RegExp(`此任务已由${name}于 .* 办结：办结`)).waitFor();
  await page.goto(`${base}/work/#/tasks`);
  await page.getByRole('button', { name: /^待领取/ }).click();
  await page.getByText('没有待领取的任务').waitFor();
  assert.equal(await page.locator('.top .count').count(), 0);
  const looked = await one.close();
  return [...looked, ...await other.close()];
});
