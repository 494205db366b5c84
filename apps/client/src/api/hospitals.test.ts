import { expect, it } from '@jest/globals';
import { namesIn } from './hospitals.ts';

it('knows hospitals by their names in the language of the reader, where they have one', () => {
  const hospitals = [
    { name: 'Ala-Too Hospital', names: { ky: '«Ала-Тоо» ооруканасы', ru: 'Больница «Ала-Тоо»' } },
    { name: 'Tianshan General Hospital', names: { 'zh-CN': '天山总医院' } },
  ];
  expect([...namesIn(hospitals, 'ru')]).toEqual([['Ala-Too Hospital', 'Больница «Ала-Тоо»']]);
  expect(namesIn(hospitals, 'zh-CN').get('Tianshan General Hospital')).toBe('天山总医院');
  expect(namesIn(hospitals, 'ug').size).toBe(0);
});
