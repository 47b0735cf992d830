// A person at a browser: real Chromium, which notes every error on the console, and a judge of WCAG 2.2 AA.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PATIENCE_MS = 60_000;

let whereItFailed = async () => undefined;

/** Opens a browser on that address; pictures go into a folder of that name below target/. @param more of Chromium's own switches */
export async function open(base, pictures, ...more) {
  const folder = fileURLToPath(new URL(`../target/${pictures}/`, import.meta.url));
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: process.env.ZHIYIN_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...more] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', bypassCSP: false });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors = [];
  whereItFailed = async () => { await page.screenshot({ path: `${folder}failed.png` }).catch(() => undefined); console.error(errors); };
  // A refused request is an answer, not an error of the page; a violated content security policy is one.
  page.on('console', message => { if (message.type() === 'error' && !/^Failed to load resource/.test(message.text()) && !/ERR_CONNECTION|ERR_EMPTY|ERR_INCOMPLETE/.test(message.text())) errors.push(message.text()); });
  page.on('pageerror', error => errors.push(String(error)));
  const looked = [];
  const state = text => page.locator('.state-bar .now strong', { hasText: new RegExp(`^${text}$`) }).waitFor();
  return {
    page, errors,
    /** Waits until the person's state is called that. */
    state,
    async signIn(login, password) {
      await page.getByLabel('用户名').fill(login);
      await page.getByLabel('密码').fill(password);
      await page.keyboard.press('Enter');
    },
    /** Signs the phone in, and is ready. */
    async takeCalls(extension) {
      await page.getByLabel('分机号').fill(extension);
      await page.keyboard.press('Enter');
      await state('示忙');
      await page.keyboard.press('Alt+1');
      await state('就绪');
    },
    /** Takes a picture, and has it judged. */
    async look(name) {
      await page.evaluate(() => document.getAnimations().forEach(a => a.finish()));
      await page.screenshot({ path: `${folder}${name}.png` });
      const found = await page.evaluate(`(() => { const module = undefined, define = undefined; ${axe}; return axe.run(document, { runOnly: ${JSON.stringify(STANDARD)} }); })()`);
      const broken = found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(' ')).join('; ')}`);
      assert.deepEqual(broken, [], `${name}: not accessible`);
      assert.deepEqual(errors, [], `${name}: errors on the console`);
      looked.push(name);
    },
    /** Nothing may be wider than the window: at 200 % there is no scrolling to and fro (WCAG 1.4.10). */
    async fits(name) {
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(content <= window, `${name}: ${content} wide in a window of ${window}`);
    },
    async close() { await browser.close(); return looked; }
  };
}

/** Runs a story, says how it went, and leaves nothing running. */
export async function story(name, tell) {
  try {
    const looked = await tell();
    console.log(`${name}: ${looked.length} views, each without an accessibility violation and without an error on the console`);
    process.exit(0);
  } catch (e) {
    console.error(e);
    await whereItFailed();
    process.exit(1);
  }
}
