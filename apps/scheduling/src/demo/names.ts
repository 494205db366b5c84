import type { Organization } from '@silkconsult/protocol';
import { demoChoice } from './seed.ts';

/** A name as in the passport, and as its bearer writes it. */
export interface DemoName {
  name: string;
  nativeName: string;
}

/** [Latin, native]; the family name follows or leads as the language has it. */
type Part = readonly [string, string];
interface Names {
  given: readonly Part[];
  family: readonly Part[];
  familyFirst?: boolean;
}

const kazakh: Names = {
  given: [
    ['Aigerim', 'Айгерім'],
    ['Dana', 'Дана'],
    ['Gulnara', 'Гүлнара'],
    ['Saule', 'Сәуле'],
    ['Zhanar', 'Жанар'],
  ],
  family: [
    ['Nurlanova', 'Нұрланова'],
    ['Akhmetova', 'Ахметова'],
    ['Seitkali', 'Сейітқали'],
    ['Zhumabay', 'Жұмабай'],
    ['Ospan', 'Оспан'],
  ],
};
const kyrgyz: Names = {
  given: [
    ['Aibek', 'Айбек'],
    ['Ulan', 'Улан'],
    ['Nurbek', 'Нурбек'],
    ['Talant', 'Талант'],
    ['Azamat', 'Азамат'],
  ],
  family: [
    ['Osmonov', 'Осмонов'],
    ['Abdyldaev', 'Абдылдаев'],
    ['Sydykov', 'Сыдыков'],
    ['Mamytov', 'Мамытов'],
    ['Asanov', 'Асанов'],
  ],
};
const uzbek: Names = {
  given: [
    ['Dilnoza', 'Dilnoza'],
    ['Nodira', 'Nodira'],
    ['Gulchehra', 'Gulchehra'],
    ['Shahnoza', 'Shahnoza'],
    ['Feruza', 'Feruza'],
  ],
  family: [
    ['Karimova', 'Karimova'],
    ['Rahimova', 'Rahimova'],
    ['Toshmatova', 'Toshmatova'],
    ['Yoldosheva', "Yo'ldosheva"],
    ['Ergasheva', 'Ergasheva'],
  ],
};
const tajik: Names = {
  given: [
    ['Farrukh', 'Фаррух'],
    ['Jamshed', 'Ҷамшед'],
    ['Rustam', 'Рустам'],
    ['Sherali', 'Шералӣ'],
    ['Daler', 'Далер'],
  ],
  family: [
    ['Rahmonov', 'Раҳмонов'],
    ['Sharifzoda', 'Шарифзода'],
    ['Nazarov', 'Назаров'],
    ['Mirzoev', 'Мирзоев'],
    ['Qodirov', 'Қодиров'],
  ],
};
const turkmen: Names = {
  given: [
    ['Maral', 'Maral'],
    ['Ogulgerek', 'Ogulgerek'],
    ['Jeren', 'Jeren'],
    ['Aylar', 'Aýlar'],
  ],
  family: [
    ['Annayeva', 'Annaýewa'],
    ['Orazova', 'Orazowa'],
    ['Berdiyeva', 'Berdiýewa'],
  ],
};
const mongolian: Names = {
  given: [
    ['Oyuunbileg', 'Оюунбилэг'],
    ['Batbayar', 'Батбаяр'],
    ['Enkhtuya', 'Энхтуяа'],
    ['Ganbold', 'Ганболд'],
  ],
  family: [
    ['Dorj', 'Дорж'],
    ['Sukhbaatar', 'Сүхбаатар'],
    ['Tseren', 'Цэрэн'],
  ],
  familyFirst: true,
};
const urdu: Names = {
  given: [
    ['Sana', 'ثناء'],
    ['Bilal', 'بلال'],
    ['Ayesha', 'عائشہ'],
    ['Imran', 'عمران'],
  ],
  family: [
    ['Baig', 'بیگ'],
    ['Hussain', 'حسین'],
    ['Shah', 'شاہ'],
  ],
};
const russian: Names = {
  given: [
    ['Olga', 'Ольга'],
    ['Irina', 'Ирина'],
    ['Svetlana', 'Светлана'],
    ['Natalya', 'Наталья'],
  ],
  family: [
    ['Sokolova', 'Соколова'],
    ['Morozova', 'Морозова'],
    ['Lebedeva', 'Лебедева'],
  ],
};
const chinese: Names = {
  given: [
    ['Jianguo', '建国'],
    ['Xiulan', '秀兰'],
    ['Zhiqiang', '志强'],
    ['Meiling', '美玲'],
    ['Haitao', '海涛'],
    ['Yufen', '玉芬'],
    ['Guangming', '光明'],
  ],
  family: [
    ['Wang', '王'],
    ['Zhang', '张'],
    ['Liu', '刘'],
    ['Chen', '陈'],
    ['Yang', '杨'],
    ['Huang', '黄'],
    ['Ma', '马'],
  ],
  familyFirst: true,
};
const uyghur: Names = {
  given: [
    ['Gulnisa', 'گۈلنىسا'],
    ['Ekber', 'ئەكبەر'],
    ['Reyhangul', 'رەيھانگۈل'],
    ['Alim', 'ئالىم'],
    ['Patigul', 'پاتىگۈل'],
  ],
  family: [
    ['Tursun', 'تۇرسۇن'],
    ['Memet', 'مەمەت'],
    ['Yusup', 'يۈسۈپ'],
    ['Hoshur', 'ھوشۇر'],
  ],
};

const BY_COUNTRY: Record<Organization['country'], Names> = {
  CN: chinese,
  KZ: kazakh,
  KG: kyrgyz,
  UZ: uzbek,
  TJ: tajik,
  TM: turkmen,
  MN: mongolian,
  PK: urdu,
  RU: russian,
};

function nameFrom(names: Names, key: string): DemoName {
  const given = demoChoice(names.given, 'given', key);
  const family = demoChoice(names.family, 'family', key);
  const together = (part: 0 | 1) =>
    names.familyFirst
      ? `${family[part]}${part === 1 && names === chinese ? '' : ' '}${given[part]}`
      : `${given[part]} ${family[part]}`;
  return { name: together(0), nativeName: together(1) };
}

/** An invented name of the country's language; always the same for the same key. */
export function demoName(country: Organization['country'], key: string): DemoName {
  return nameFrom(BY_COUNTRY[country], key);
}

export function uyghurName(key: string): DemoName {
  return nameFrom(uyghur, key);
}
