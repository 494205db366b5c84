import { expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { findTerms, loadGlossary } from '../glossary/index.ts';
import { checkTranslation, type Flag } from './check.ts';
import { loadGuards } from './guards.ts';
import { quantitiesOf } from './quantities.ts';
import { needsReadBack } from './readBack.ts';

const glossary = loadGlossary();
const guards = loadGuards(glossary);

const flags = (from: Language, text: string, to: Language, translated: string) =>
  checkTranslation({ text, from, translated, to, terms: findTerms(text, from, glossary) }, guards);

it.each<[Language, string, unknown[]]>([
  ['en', 'twenty-one tablets for one hundred and five days', [21, 'tablet', 105, 'day']],
  ['en', 'two and a half milliliters, twice', [2.5, 'ml', 2, 'time']],
  ['en', '1,000 mg or 0.5 g at 8:00', [1000, 'mg', 0.5, 'g', 8, 'hour']],
  ['en', 'half a tablet, 1/2 of three point five', [0.5, 0.5, 3.5]],
  ['zh-CN', '每次二十五毫克，一百零五天', [25, 'mg', 105, 'day']],
  ['zh-CN', '一千二百毫升，两片半，百分之五', [1200, 'ml', 2.5, 'tablet', 5, 'percent']],
  ['zh-CN', '二〇二五年十一月三日下午三点', [2025, 'year', 11, 'month', 3, 'day', 3, 'hour']],
  ['ru', 'одиннадцать дней по 1,5 мг и двести двадцать мл', [11, 'day', 1.5, 'mg', 220, 'ml']],
  [
    'ru',
    '1 000 мкг, полторы таблетки, 120/80 мм рт. ст.',
    [1000, 'mcg', 1.5, 'tablet', 120, 80, 'mmHg'],
  ],
  ['kk', 'он бір күн, жүз жиырма мг, екі жарым', [11, 'day', 120, 'mg', 2.5]],
  ['ky', 'отуз беш мүнөт, эки жүз мл', [35, 'minute', 200, 'ml']],
  ['tg', 'бисту панҷ мг, саду даҳ рӯз, якуним', [25, 'mg', 110, 'day', 1.5]],
  ['uz', 'oʻn besh ta tabletka, ikki yuz mg', [15, 'tablet', 200, 'mg']],
  ['tk', 'ýigrimi bäş mg, üç ýüz ml', [25, 'mg', 300, 'ml']],
  ['mn', 'хорин таван мг, гурван долоо хоног', [25, 'mg', 3, 'week']],
  ['ug', 'ئون بەش مىللىگرام، ٥ كۈن', [15, 'mg', 5, 'day']],
  ['ur', 'پینتالیس ملی گرام، ۱۲ دن، ڈیڑھ گولی', [45, 'mg', 12, 'day', 1.5, 'tablet']],
])('%s: reads the quantities of "%s"', (language, line, expected) => {
  const found = quantitiesOf(line, guards.rules[language].quantities);
  expect(found.flatMap(({ value, unit }) => (unit ? [value, unit] : [value]))).toEqual(expected);
});

it.each<[Language, string, Language, string, Flag[]]>([
  // Right, however far apart the languages are.
  ['en', 'Take 5 mg three times a day.', 'ru', 'Принимайте по 5 мг три раза в день.', []],
  ['ru', 'Приходите в 15:30.', 'zh-CN', '请下午三点三十分来。', []],
  ['en', 'Your blood pressure is 120/80.', 'kk', 'Қан қысымыңыз 120/80.', []],
  ['zh-CN', '疼痛持续了三天左右。', 'en', 'The pain has lasted about three days.', []],
  ['ru', 'Нельзя есть несколько часов.', 'en', 'You must not eat for several hours.', []],
  ['zh-CN', '您感觉不错，不过还要休息。', 'en', 'You feel fine but still need rest.', []],
  ['en', 'Go to the hospital right away.', 'tk', 'Derrew hassahana baryň.', []],
  ['ru', 'Нанесите мазь.', 'en', 'Apply the ointment.', []],
  ['en', 'Aspirin.', 'ru', 'Аспирин.', []],
  ['ru', 'Аспирин.', 'kk', 'Аспирин.', []],
  // Numbers and units.
  ['en', 'Take 5 mg.', 'ru', 'Примите 50 мг.', ['numberMismatch']],
  ['en', 'Take eleven tablets.', 'ru', 'Примите двенадцать таблеток.', ['numberMismatch']],
  ['en', 'Take 1.5 ml.', 'ru', 'Примите 15 мл.', ['numberMismatch']],
  ['en', 'It is 1,000 ml.', 'ru', 'Это 1,000 мл.', ['numberMismatch']],
  ['ru', 'Примите 500 мг.', 'en', 'Take 0.5 g.', ['numberMismatch', 'unitMismatch', 'termMissing']],
  ['en', 'Take 5 mg.', 'zh-CN', '请服用5毫升。', ['unitMismatch', 'termMissing']],
  ['en', 'Take 5 mcg.', 'ug', '5 مىللىگرام ئىچىڭ.', ['unitMismatch', 'termMissing']],
  ['en', 'Come in 3 weeks.', 'mn', '3 хоногийн дараа ирээрэй.', ['unitMismatch']],
  ['ur', '۵ دن', 'en', '6 days', ['numberMismatch']],
  // Doses.
  ['en', '2 tablets 3 times a day', 'ru', 'по 3 таблетки 2 раза в день', ['doseMismatch']],
  ['en', '2 tablets a day', 'ru', 'по 2 таблетки в неделю', ['doseMismatch']],
  [
    'en',
    'Take 5 mg of amlodipine and 10 mg of enalapril.',
    'ru',
    'Примите 10 мг амлодипина и 5 мг эналаприла.',
    ['doseMismatch'],
  ],
  [
    'en',
    'Take 5 mg of amlodipine and 10 mg of enalapril.',
    'kk',
    '10 мг эналаприл және 5 мг амлодипин ішіңіз.',
    [],
  ],
  // Sides.
  ['en', 'Raise your left arm.', 'ru', 'Поднимите правую руку.', ['sideMismatch']],
  ['kk', 'Сол жақ, оң жақ емес.', 'en', 'Right, not left.', ['sideMismatch']],
  ['en', 'Both lungs are clear.', 'zh-CN', '左肺清晰。', ['sideMismatch']],
  ['ur', 'بائیں گردے میں پتھری ہے', 'en', 'There is a stone in the kidney.', ['sideMismatch']],
  // Negation.
  ['en', 'Do not stop taking it.', 'ru', 'Прекратите принимать.', ['negationMismatch']],
  ['en', 'I am not allergic.', 'mn', 'Би харшилтай.', ['negationMismatch']],
  ['kk', 'Ауыр зат көтермеңіз.', 'en', 'Lift heavy things.', ['negationMismatch']],
  [
    'zh-CN',
    '我对青霉素过敏。',
    'ug',
    'پېنىتسىللىنغا زىيادە سەزگۈرلۈكۈم يوق.',
    ['negationMismatch'],
  ],
  // What is no translation.
  [
    'en',
    'Where does it hurt now?',
    'zh-CN',
    'Where does it hurt now?',
    ['wrongScript', 'copiedSource'],
  ],
  [
    'ru',
    'Покажите язык, пожалуйста.',
    'kk',
    'Покажите язык, пожалуйста.',
    ['copiedSource', 'termMissing'],
  ],
  ['en', 'Please wait.', 'ug', 'براہ کرم انتظار کریں۔', ['wrongScript']],
  ['en', 'Good morning.', 'ru', 'Доброе утро, утро, утро, утро, утро.', ['repeated']],
  [
    'en',
    'Yes.',
    'ru',
    'Да, конечно, я обязательно сделаю всё то, о чём вы просили.',
    ['lengthSuspicious'],
  ],
  ['en', 'You need a kidney transplant.', 'ru', 'Вам нужна операция.', ['termMissing']],
])('%s "%s" → %s "%s": %j', (from, text, to, translated, expected) => {
  expect(flags(from, text, to, translated)).toEqual(expected);
});

it('says what must be read back', () => {
  const reasons = (language: Language, line: string) => needsReadBack(line, language, guards);
  expect(reasons('en', 'Take two tablets for five days.')).toEqual(['dose', 'numberWithUnit']);
  expect(reasons('kk', 'Сол қолыңызды көтеріңіз.')).toEqual(['side']);
  expect(reasons('zh-CN', '手术前不要吃东西。')).toEqual(['negatedInstruction']);
  expect(reasons('ru', 'Вы не курите?')).toEqual([]);
  expect(reasons('ur', 'آپ کا نام کیا ہے؟')).toEqual([]);
});
