import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { texts, type Key } from './texts';

const sources = readdirSync('desk', { recursive: true, encoding: 'utf8' }).filter(f => /\.(vue|ts)$/.test(f) && !/texts(\.test)?\.ts$/.test(f)).map(f => readFileSync(join('desk', f), 'utf8')).join('\n');

test('both languages say the same things', () => {
  expect(Object.keys(texts.en).sort()).toEqual(Object.keys(texts.zh).sort());
});

test('no text is empty, and both fill in the same values', () => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(texts.zh) as Key[]) {
    expect(texts.zh[key].trim(), key).not.toBe('');
    expect(holes(texts.en[key]), key).toEqual(holes(texts.zh[key]));
  }
});

test('Chinese is Chinese, English is not', () => {
  for (const key of Object.keys(texts.zh) as Key[]) {
    if (!['otherLanguage', 'vip', 'comma', 'quoted'].includes(key)) expect(texts.zh[key], key).toMatch(/[\u4e00-\u9fff]/);
    if (key !== 'otherLanguage') expect(texts.en[key], key).not.toMatch(/[\u4e00-\u9fff]/);
  }
});

test('every text is used somewhere', () => {
  // Codes of the API are looked up by themselves, grades by a pattern.
  const codes = /^([A-Z_]+|grade[CASM])$/;
  expect(Object.keys(texts.zh).filter(key => !codes.test(key) && !new RegExp(`'${key}'`).test(sources))).toEqual([]);
});
