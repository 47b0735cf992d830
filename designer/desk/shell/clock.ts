import { ref } from 'vue';

let ahead = 0;

/** The server's time in milliseconds, moving on every second: an office machine's own clock may be minutes off. */
export const now = ref(Date.now());

setInterval(() => { now.value = Date.now() + ahead; }, 1000);

/** @param date an HTTP Date header, to the second; small differences are rounding, not a wrong clock */
export function noticeServerTime(date: string | null): void {
  const difference = date ? Date.parse(date) - Date.now() : NaN;
  if (Number.isFinite(difference)) ahead = Math.abs(difference) > 2000 ? difference : 0;
}

/** 3:07, 1:00:09. Never negative, always the same width within an hour. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return (hours ? `${hours}:` : '') + `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** How long since that moment; 00:00 where there is none. */
export function elapsed(since: string | null | undefined, until: string | null = null): string {
  return since ? duration((until ? Date.parse(until) : now.value) - Date.parse(since)) : duration(0);
}

/** The API writes times in the centre's zone; a reader anywhere sees the centre's clock. */
export function time(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}

/** Of today: the time alone. */
export function hour(iso: string): string {
  return iso.slice(11, 19);
}
