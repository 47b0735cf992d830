const HERTZ = 450;
const ON_S = 1;
const PERIOD_MS = 5000;

/** Rings as telephones do here: 450 Hz, a second of five. @returns what stops it */
export function ring(): () => void {
  const context = new AudioContext();
  const once = () => {
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = HERTZ;
    level.gain.value = 0.2;
    tone.connect(level).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + ON_S);
  };
  once();
  const timer = setInterval(once, PERIOD_MS);
  return () => { clearInterval(timer); void context.close(); };
}
