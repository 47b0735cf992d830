import { ref, watch } from 'vue';
import { ask, Problem, signedIn } from '../shell/api';
import { softphone } from '../shell/live';
import { t } from '../shell/language';

/** off: this browser is no phone. lost: it was, and is tried again. */
export type Line = 'off' | 'connecting' | 'on' | 'lost';

export const line = ref<Line>('off');

/** A page that is loaded anew is the phone it was; a window that is opened anew is not. */
const KEPT = 'softphone';
const PATIENCE_MS = 15_000;
const RETRY_MS = 3000;
const KEY_MS = 160;
const GAP_MS = 100;

let wanted = '';
let connection: RTCPeerConnection | null = null;
let microphone: MediaStream | null = null;
let loudspeaker: HTMLAudioElement | null = null;
let timer = 0;

function drop(): void {
  clearTimeout(timer);
  if (connection) connection.onconnectionstatechange = null;
  connection?.close();
  connection = null;
}

async function listen(): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new Problem(0, t('microphoneNeedsHttps'));
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  } catch {
    throw new Problem(0, t('noMicrophone'));
  }
}

function connected(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Problem(0, t('softphoneBlocked'))), PATIENCE_MS);
    peer.onconnectionstatechange = () => {
      if (peer.connectionState === 'connected') { clearTimeout(late); resolve(); }
      if (peer.connectionState === 'failed') { clearTimeout(late); reject(new Problem(0, t('softphoneBlocked'))); }
    };
  });
}

async function attempt(extension: string): Promise<void> {
  drop();
  line.value = 'connecting';
  microphone ??= await listen();
  const peer = connection = new RTCPeerConnection();
  loudspeaker ??= new Audio();
  loudspeaker.autoplay = true;
  const sound = loudspeaker;
  peer.ontrack = event => { sound.srcObject = new MediaStream([event.track]); };
  microphone.getAudioTracks().forEach(track => peer.addTrack(track, microphone!));
  await peer.setLocalDescription();
  const answer = await ask<{ extension: string; sdp: string }>('PUT', '/api/desk/phone', { extension, sdp: peer.localDescription!.sdp });
  const there = connected(peer);
  await peer.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
  await there;
  line.value = 'on';
  peer.onconnectionstatechange = () => { if (peer === connection && peer.connectionState === 'failed') again(); };
}

/** Tries until it is a phone again, unless the server says no. */
function again(): void {
  if (!wanted) return;
  line.value = 'lost';
  clearTimeout(timer);
  timer = window.setTimeout(() => attempt(wanted).catch((e: Problem) => { if (e.status === 409 || e.status === 403 || e.status === 422) void leave(); else again(); }), RETRY_MS);
}

/** Makes this browser the phone of that extension. @throws Problem with the way out */
export async function connect(extension: string): Promise<void> {
  try {
    await attempt(extension);
    wanted = extension;
    sessionStorage.setItem(KEPT, extension);
  } catch (e) {
    await leave();
    throw e;
  }
}

/** It is no phone any more; the microphone is let go. */
export async function leave(): Promise<void> {
  const was = wanted || line.value !== 'off';
  wanted = '';
  sessionStorage.removeItem(KEPT);
  drop();
  microphone?.getTracks().forEach(track => track.stop());
  microphone = null;
  line.value = 'off';
  if (was && signedIn.value) await ask('DELETE', '/api/desk/phone').catch(() => undefined);
}

/** After the page was loaded anew. */
export async function resume(): Promise<void> {
  const extension = sessionStorage.getItem(KEPT);
  if (!extension || line.value !== 'off') return;
  wanted = extension;
  await attempt(extension).catch(again);
}

/** Sends a key into the call at hand, as a telephone event. */
export function press(key: string): void {
  connection?.getSenders().find(sender => sender.dtmf)?.dtmf?.insertDTMF(key, KEY_MS, GAP_MS);
}

// Says so to the server, which would else ring here for half a minute more.
addEventListener('pagehide', drop);

// A server that was started anew knows of no browsers.
watch(softphone, now => { if (wanted && line.value === 'on' && now && !now.extension) again(); });
watch(signedIn, inside => { if (inside === false) void leave(); });
