// An agent whose phone is the browser, on a running hotline, with real calls: node e2e/softphone.mjs http://127.0.0.1:PORT LOGIN PASSWORD EXTENSION VOICE.wav HERTZ HERTZ HERTZ
// Tells on its standard output how far it is, so that whoever has the telephones knows when to act; and waits for the next pitch in the caller's voice, which says that it may go on.
import { open, story } from './browser.mjs';

const [base, login, password, extension, voice, ...pitches] = process.argv.slice(2);
const now = what => console.log(`now: ${what}`);

await story('softphone', async () => {
  const { page, state, signIn, look, fits, close } = await open(base, 'softphone', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${voice}`, '--autoplay-policy=no-user-gesture-required');
  // Chromium would take the steady tone of this test for noise; and the test listens to what the page plays.
  await page.addInitScript(() => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = () => real({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    const Peer = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Peer { constructor(...given) { super(...given); window.peer = this; } };
  });
  const phone = page.getByRole('region', { name: '浏览器电话' });
  const button = name => phone.getByRole('button', { name });

  /** The loudest pitch that the browser hears, until it is that one. */
  const hears = async wanted => page.waitForFunction(wanted => {
    window.ear ??= new Map();
    const track = window.peer.getReceivers()[0].track;
    if (!window.ear.has(track)) {
      const context = new AudioContext({ sampleRate: 8000 });
      const analyser = context.createAnalyser();
      analyser.fftSize = 2048;
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      window.ear.set(track, analyser);
    }
    const analyser = window.ear.get(track);
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const loudest = levels.indexOf(Math.max(...levels));
    return levels[loudest] > -60 && Math.abs(loudest * 8000 / 2048 - wanted) < 15;
  }, Number(wanted), { polling: 200 });

  // ACC-07: signs in with the browser instead of a telephone.
  await page.goto(`${base}/work/`);
  await signIn(login, password);
  await page.getByLabel('用本浏览器接打电话').check();
  await look('sign-in-zh');
  await page.getByLabel('分机号').fill(extension);
  await page.keyboard.press('Enter');
  await state('示忙');
  await page.getByText('浏览器电话已连接').waitFor();
  await page.keyboard.press('Alt+1');
  await state('就绪');
  await look('ready-zh');
  now('ready');

  // The citizen's call rings in the page, is answered by a key, and both hear each other.
  await state('振铃');
  await button('接听').waitFor();
  await look('ringing-zh');
  await page.keyboard.press('Alt+a');
  await state('通话中');
  now('talking');
  await hears(pitches[0]);
  await look('talking-zh');

  // The citizen is put on hold, and taken back.
  await button('保持').click();
  await phone.getByText('已保持').waitFor();
  now('held');
  // Nothing comes through that could tell when the citizen has listened.
  await new Promise(done => setTimeout(done, 5000));
  await button('取消保持').click();
  await button('保持').waitFor();
  now('taken back');
  await hears(pitches[1]);

  // A page that is loaded anew finds its call again.
  await page.reload();
  await button('挂断').waitFor();
  await hears(pitches[1]);
  await page.setViewportSize({ width: 640, height: 720 });
  await look('reloaded-zh-640');
  await fits('reloaded-zh-640');
  await page.setViewportSize({ width: 1280, height: 720 });
  now('reloaded');
  await hears(pitches[2]);
  await page.keyboard.press('Alt+h');
  await state('话后处理');
  await page.keyboard.press('Alt+1');
  await state('就绪');

  // Calls the hotline's own menu by the browser, and keys in it.
  await phone.getByLabel('浏览器电话').fill('7200');
  await page.keyboard.press('Enter');
  await button('拨号键盘').click();
  await look('keypad-zh');
  now('in the menu');
  await new Promise(done => setTimeout(done, 1500));
  await phone.getByRole('button', { name: '5', exact: true }).click();
  await phone.getByRole('button', { name: '拨打' }).waitFor();
  now('keyed');

  // AGT-16: dialing rings the browser, which picks up by itself.
  await page.getByPlaceholder('输入号码').fill('8002');
  await page.keyboard.press('Enter');
  await state('通话中');
  await hears(500);
  await page.keyboard.press('Alt+h');
  await state('话后处理');
  await page.keyboard.press('Alt+1');
  await state('就绪');
  await page.getByRole('button', { name: 'English' }).click();
  await look('ready-en');
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('button', { name: '签出' }).click();
  await state('未签入');
  now('gone');

  // Whoever closes the window without a word takes no calls either.
  await page.getByLabel('分机号').fill(extension);
  await page.keyboard.press('Enter');
  await state('示忙');
  await page.getByText('浏览器电话已连接').waitFor();
  now('there again');
  await page.close();
  return close();
});
