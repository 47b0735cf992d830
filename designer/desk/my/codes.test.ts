import { beforeAll, expect, test } from 'vitest';
import { codeName, loadPinyin, matching } from './codes';

const codes = [{ code: '0902', nameZh: '城镇职工养老保险管理', nameEn: 'Pension of employees' }, { code: '0401', nameZh: '工资宏观管理与调控', nameEn: '' }, { code: '1609', nameZh: '', nameEn: '' }];
const found = (typed: string) => matching(codes, typed).map(code => code.code);

beforeAll(loadPinyin);

test.each([['', ['0902', '0401', '1609']], ['养老', ['0902']], ['yanglao', ['0902']], ['ylbx', ['0902']], ['GZ', ['0401']], ['09', ['0902', '1609']], ['pension', ['0902']], ['xyz', []]])('typing "%s" finds %j', (typed, expected) => {
  expect(found(typed)).toEqual(expected);
});

test('a code whose name the centre has not filled in is shown by its number', () => {
  expect(codeName(codes[2], 'zh')).toBe('1609');
  expect(codeName(codes[1], 'en')).toBe('0401 工资宏观管理与调控');
  expect(codeName(codes[0], 'en')).toBe('0902 Pension of employees');
});
