import { expect, test, vi } from 'vitest';
import { duration, elapsed, hour, noticeServerTime, now, time } from './clock';

test.each([[0, '00:00'], [-5000, '00:00'], [7_000, '00:07'], [187_999, '03:07'], [3_609_000, '1:00:09']])('%d ms are %s', (milliseconds, shown) => {
  expect(duration(milliseconds)).toBe(shown);
});

test('a wrong clock in the office does not make a call an hour long', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T10:00:00Z') });
  now.value = Date.parse('2026-11-23T09:00:40Z');
  expect(elapsed('2026-11-23T17:00:10+08:00')).toBe('00:30');
  expect(elapsed(null)).toBe('00:00');
  expect(() => noticeServerTime(null)).not.toThrow();
  expect(() => noticeServerTime('rubbish')).not.toThrow();
  vi.useRealTimers();
});

test('the reader sees the centre\'s clock, wherever he is', () => {
  expect(time('2026-11-23T17:00:10.123+08:00')).toBe('2026-11-23 17:00:10');
  expect(hour('2026-11-23T17:00:10+08:00')).toBe('17:00:10');
});
