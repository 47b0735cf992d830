// A supervisor on a running hotline: node e2e/message.mjs http://127.0.0.1:PORT LOGIN PASSWORD NUMBER
// An overdue message's case, of that number, has come to him; he answers it, the hotline calls the citizen, and the case is closed before his eyes.
import assert from 'node:assert/strict';
import { open, story } from './browser.mjs';

const [base, login, password, number] = process.argv.slice(2);

await story('message', async () => {
  const desk = await open(base, 'message');
  const { page } = desk;
  await page.goto(`${base}/work/#/tasks`);
  await desk.signIn(login, password);
  await page.getByRole('heading', { name: '待办', level: 1 }).waitFor();
  await page.getByRole('button', { name: /^待领取/ }).click();
  const row = page.getByRole('row').filter({ hasText: number });
  await row.waitFor();
  assert.match(await row.innerText(), /已超期/);
  assert.match(await row.innerText(), /已上报/);
  await desk.look('overdue-zh');
  await page.getByRole('button', { name: `领取 ${number}` }).click();
  await page.getByLabel('留言内容（必填）').fill('问养老金何时补发');
  await page.getByLabel('答复内容（必填）').fill('您的养老金本月底前补发');
  await desk.look('answered-zh');
  await page.getByRole('button', { name: '办结，系统打电话播报答复' }).click();
  // The page goes back to its list by itself; who goes elsewhere before would be led there.
  await page.waitForURL(/#\/tasks$/);
  await page.getByText(`工单 ${number} 已提交`).last().waitFor();
  await page.goto(`${base}/work/#/cases`);
  const line = page.getByRole('row').filter({ hasText: number });
  await line.getByRole('link').first().click();
  console.log('now: submitted');
  // The page is told when the citizen has answered; nobody reloads it.
  await page.getByText('已结案').first().waitFor();
  await desk.look('closed-zh');
  return desk.close();
});
