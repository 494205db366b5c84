import { expect, it } from '@jest/globals';
import { foldedWords, foldText } from './foldText.ts';

it.each([
  ['Ёлка', 'елка'],
  ['OʻZBEK', "o'zbek"],
  ['o’zbek', "o'zbek"],
  ['ＣＴ 检查', 'ct 检查'],
  ['کتاب', 'كتاب'],
  ['قَلْب', 'قلب'],
  ['Жүре\u0301к', 'жүре\u0301к'],
])('a search takes %s for %s', (written, meant) => {
  expect(foldText(written)).toBe(foldText(meant));
});

it('a search keeps letters apart that tell words apart', () => {
  expect(foldText('باي')).not.toBe(foldText('باى'));
  expect(foldText('мой')).not.toBe(foldText('мои'));
});

it('a search looks for every word on its own', () => {
  expect(foldedWords('  Take\u00a05  MG ')).toEqual(['take', '5', 'mg']);
});
