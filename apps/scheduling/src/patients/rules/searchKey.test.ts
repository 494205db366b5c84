import { expect, it } from '@jest/globals';
import { searchKey, searchWords } from './searchKey.ts';

it.each([
  ['Нургүл Жумабаева', 'Nurgul Jumabaeva'],
  ['Жумабаева', 'ZHUMABAEVA'],
  ['Қодиров', 'Qodirov'],
  ['Аннаева', 'Annaeva'],
  ["Yo'ldosheva", 'Yoldosheva'],
  ['Раҳмонов', 'Rahmonov'],
  ['Rakhmonov', 'Rahmonov'],
  ['ＮＵＲＧＵＬ', 'nurgul'],
  ['Aýlar', 'Aylar'],
])('%s is searched for like %s', (one, other) => {
  expect(searchWords(one)).toEqual(searchWords(other));
});

it('has each word of all names once', () => {
  expect(searchKey(['Nurgul Jumabaeva', 'Нургүл Жумабаева', null])).toBe('nurgul jumabaeva');
});

it('keeps nothing of what is no name', () => {
  expect(searchWords(' — … ')).toEqual([]);
});
