// An agent leads a caller, on a running hotline, with real calls that somebody else places: node e2e/visits.mjs http://127.0.0.1:PORT LOGIN PASSWORD EXTENSION
// Tells on its standard output how far it is, so that whoever has the telephones knows when to act.
import assert from 'node:assert/strict';
import { open, story } from './browser.mjs';

const [base, login, password, extension] = process.argv.slice(2);
const now = what => console.log(`now: ${what}`);

await story('visits', async () => {
  const { page, state, signIn, takeCalls, look, fits, close } = await open(base, 'visits');
  const visits = page.getByRole('region', { name: '转自动语音' });
  const button = name => visits.getByRole('button', { name });

  /** In both languages, in a wide window and in a narrow one. */
  const seen = async name => {
    for (const language of ['en', 'zh']) {
      await page.getByRole('button', { name: language === 'en' ? 'English' : '中文' }).click();
      for (const width of [800, 1280]) {
        await page.setViewportSize({ width, height: 720 });
        await look(`${name}-${language}-${width}`);
        await fits(`${name}-${language}-${width}`);
      }
    }
  };

  await page.goto(`${base}/work/`);
  await signIn(login, password);
  await takeCalls(extension);
  now('ready');

  await state('通话中');
  await button('请来电人身份核验').waitFor();
  await look('talking-zh');

  // IVR-57, LINK-16: he keys in privacy; meanwhile he can be led nowhere else, and the agent sees what came of it and no key.
  await button('请来电人身份核验').click();
  await visits.getByText('来电人正在按键').waitFor();
  assert.ok(await button('请来电人身份核验').isDisabled() && await button('转到 个人账户查询').isDisabled());
  await look('checking-zh');
  now('checking');
  await visits.getByText('未通过').waitFor();
  await look('failed-zh');
  await button('请来电人身份核验').click();
  await visits.getByText('来电人正在按键').waitFor();
  now('checking again');
  await visits.getByText('通过', { exact: true }).waitFor();
  await seen('passed');

  // ACC-11, AGT-09, AGT-10: a colleague is asked in, the agent mutes himself; somebody whose phone is not there stays on the list until he is taken off it.
  const others = page.getByRole('region', { name: '三方通话' });
  await others.getByLabel('分机或电话号码').fill('8002');
  await page.keyboard.press('Enter');
  await others.getByRole('listitem').filter({ hasText: '8002' }).getByText('通话中').waitFor();
  await others.getByLabel('分机或电话号码').fill('8007');
  await others.getByRole('button', { name: '加入通话' }).click();
  await others.getByRole('listitem').filter({ hasText: '8007' }).getByText('呼不通').waitFor();
  await others.getByRole('button', { name: '静音', exact: true }).click();
  await others.getByRole('button', { name: '取消静音', pressed: true }).waitFor();
  await seen('three-way');
  await others.getByRole('button', { name: '取消静音' }).click();
  await others.getByRole('button', { name: '静音', exact: true, pressed: false }).waitFor();
  assert.ok(await button('转到 个人账户查询').isVisible());
  await button('转到 个人账户查询').click();
  await visits.getByText('或正在三方通话').waitFor();
  await others.getByRole('button', { name: '移去' }).click();
  await others.getByRole('button', { name: '请出' }).click();
  await others.getByRole('listitem').first().waitFor({ state: 'detached' });

  // AGT-24, OBJ-01: nobody knows yet who calls; the agent writes him down, and the next time it is there.
  const card = page.getByRole('region', { name: '来电', exact: true });
  await card.getByRole('button', { name: '记入客户库' }).click();
  await page.getByLabel('姓名或单位名称').fill('孙莉');
  await page.getByLabel('类别', { exact: true }).selectOption({ label: '重要' });
  await page.getByLabel('备注').fill('听力不好，请大声');
  await look('who-calls-zh');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await card.getByText('听力不好，请大声').waitFor();

  // IVR-41, OUT-20: what nobody can answer now, an expert will; the question is what was noted.
  await page.getByPlaceholder('来电人问什么，随写随存').fill('异地居住怎么认证？');
  await page.getByText(/已保存/).waitFor();
  await page.getByRole('button', { name: '新建工单' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('办理流程（必填）').selectOption({ label: '专家答复' });
  assert.equal(await dialog.getByLabel('诉求内容（必填）').inputValue(), '异地居住怎么认证？');
  await dialog.getByLabel('类别（必填）').selectOption({ index: 1 });
  await dialog.getByLabel('名称（必填）').fill('异地认证');
  await look('expert-zh');
  await dialog.getByRole('button', { name: '建立' }).click();
  await page.getByRole('link', { name: /^\d{10,}$/ }).first().waitFor();

  // ACC-30, ACC-31: to a flow, and back to whoever is ready: the call comes with what it had.
  await button('转到 个人账户查询').click();
  await state('话后处理');
  // What the call came with stays on the card through wrap-up.
  await page.getByRole('region', { name: '来电', exact: true }).getByText('综合服务').waitFor();
  await page.getByText('唯一空闲的人员').waitFor();
  await look('sent-zh');
  await page.keyboard.press('Alt+1');
  await state('就绪');
  now('ready again');
  await state('通话中');
  await page.getByRole('heading', { name: '139 0531 0082' }).waitFor();
  await card.getByText('孙莉').waitFor();
  await card.getByText('个人 · 重要').waitFor();
  await look('back-zh');
  assert.ok(!(await page.locator('main').textContent()).includes('246810'), 'a password is on the page');
  now('back');
  await state('话后处理');
  await page.getByRole('button', { name: '签出', exact: true }).click();
  await state('未签入');

  // OBJ-02, OBJ-03: in the directory, by its category, with what was changed.
  await page.goto(`${base}/work/#/directory`);
  await page.getByLabel('类别').selectOption({ label: '重要' });
  await page.getByRole('button', { name: '孙莉 的修改记录' }).click();
  await page.getByText('听力不好，请大声').nth(1).waitFor();
  await seen('directory');

  // The first page's list of calls says who called whom.
  await page.goto(`${base}/`);
  await page.getByRole('row').filter({ hasText: '139****0082' }).getByRole('cell', { name: '呼入' }).waitFor();
  await look('calls-zh');
  return close();
});
