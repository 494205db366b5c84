import type { Language, Organization } from '@silkconsult/protocol';

export interface DemoOrganization
  extends Pick<Organization, 'name' | 'kind' | 'country' | 'city' | 'timeZone' | 'languages'> {
  /** What the data refers to it by. */
  key: string;
  secondTimeZone?: string;
  names?: Partial<Record<Language, string>>;
}

const urumqi = (
  key: string,
  name: string,
  names: { 'zh-CN': string; ug: string; ru: string },
): DemoOrganization => ({
  key,
  name,
  names,
  kind: 'urumqi',
  country: 'CN',
  city: 'Urumqi',
  // A hospital's day runs on Beijing time; the city's other clock is shown beside it.
  timeZone: 'Asia/Shanghai',
  secondTimeZone: 'Asia/Urumqi',
  languages: ['zh-CN', 'ug', 'en'],
});

const partner =
  (country: Organization['country'], languages: Language[], zone: string) =>
  (
    key: string,
    name: string,
    city: string,
    names: DemoOrganization['names'],
    timeZone = zone,
  ): DemoOrganization => ({
    key,
    name,
    names,
    kind: 'partner',
    country,
    city,
    timeZone,
    languages,
  });

const kz = partner('KZ', ['kk', 'ru'], 'Asia/Almaty');
const kg = partner('KG', ['ky', 'ru'], 'Asia/Bishkek');
const uz = partner('UZ', ['uz', 'ru'], 'Asia/Tashkent');
const tj = partner('TJ', ['tg', 'ru'], 'Asia/Dushanbe');
const tm = partner('TM', ['tk', 'ru'], 'Asia/Ashgabat');
const mn = partner('MN', ['mn', 'ru'], 'Asia/Hovd');
const pk = partner('PK', ['ur', 'en'], 'Asia/Karachi');
const ru = partner('RU', ['ru'], 'Asia/Barnaul');

/**
 * Five hospitals in Urumqi and their 22 partners. The institutions that published reports name keep
 * their names; all others are invented.
 */
export const DEMO_ORGANIZATIONS: readonly DemoOrganization[] = [
  urumqi('first', 'First Affiliated Hospital of Xinjiang Medical University', {
    'zh-CN': '新疆医科大学第一附属医院',
    ug: 'شىنجاڭ تىببىي ئۇنىۋېرسىتېتى 1-قوشۇمچە دوختۇرخانىسى',
    ru: 'Первая клиника Синьцзянского медицинского университета',
  }),
  urumqi('sixth', 'Sixth Affiliated Hospital of Xinjiang Medical University', {
    'zh-CN': '新疆医科大学第六附属医院',
    ug: 'شىنجاڭ تىببىي ئۇنىۋېرسىتېتى 6-قوشۇمچە دوختۇرخانىسى',
    ru: 'Шестая клиника Синьцзянского медицинского университета',
  }),
  urumqi('tianshan', 'Tianshan General Hospital', {
    'zh-CN': '天山综合医院',
    ug: 'تىيانشان ئۇنىۋېرسال دوختۇرخانىسى',
    ru: 'Больница «Тяньшань»',
  }),
  urumqi('hongshan', 'Hongshan Chest Hospital', {
    'zh-CN': '红山胸科医院',
    ug: 'خۇڭشەن كۆكرەك كېسەللىكلىرى دوختۇرخانىسى',
    ru: 'Торакальная больница «Хуншань»',
  }),
  urumqi('bogda', 'Bogda Hospital of Traditional Medicine', {
    'zh-CN': '博格达传统医学医院',
    ug: 'بوغدا ئەنئەنىۋى تېبابەت دوختۇرخانىسى',
    ru: 'Больница традиционной медицины «Богдо»',
  }),

  kz('astana-centre', 'National Medical Science Center of Kazakhstan', 'Astana', {
    ru: 'Национальный научный медицинский центр Казахстана',
    kk: 'Қазақстан ұлттық ғылыми медицина орталығы',
  }),
  kz('astana-school', 'Astana Medical School Clinic', 'Astana', {
    ru: 'Клиника Астанинского медицинского университета',
    kk: 'Астана медицина университетінің клиникасы',
  }),
  kz('almaty', 'Alatau Clinical Hospital', 'Almaty', {
    ru: 'Алатауская клиническая больница',
    kk: 'Алатау клиникалық ауруханасы',
  }),
  kz('zharkent', 'Zharkent Border Hospital', 'Zharkent', {
    ru: 'Жаркентская приграничная больница',
    kk: 'Жаркент шекара ауруханасы',
  }),
  kz('oskemen', 'Altai Regional Hospital', 'Oskemen', {
    ru: 'Алтайская областная больница',
    kk: 'Алтай облыстық ауруханасы',
  }),
  kz('semey', 'Irtysh City Hospital', 'Semey', {
    ru: 'Иртышская городская больница',
    kk: 'Ертіс қалалық ауруханасы',
  }),
  kz('shymkent', 'Ordabasy Regional Hospital', 'Shymkent', {
    ru: 'Ордабасинская областная больница',
    kk: 'Ордабасы облыстық ауруханасы',
  }),

  kg('osh', 'Suleiman Mountain Regional Hospital', 'Osh', {
    ru: 'Областная больница «Сулайман-Тоо»',
    ky: '«Сулайман-Тоо» облустук ооруканасы',
  }),
  kg('bishkek', 'Ala-Too Hospital', 'Bishkek', {
    ru: 'Больница «Ала-Тоо»',
    ky: '«Ала-Тоо» ооруканасы',
  }),
  kg('naryn', 'Naryn Mountain Hospital', 'Naryn', {
    ru: 'Нарынская горная больница',
    ky: 'Нарын тоо ооруканасы',
  }),
  kg('karakol', 'Issyk-Kul Hospital', 'Karakol', {
    ru: 'Иссык-Кульская больница',
    ky: 'Ысык-Көл ооруканасы',
  }),

  uz(
    'samarkand',
    'Samarkand Medical School Clinic',
    'Samarkand',
    {
      ru: 'Клиника Самаркандского медицинского университета',
      uz: 'Samarqand tibbiyot universiteti klinikasi',
    },
    'Asia/Samarkand',
  ),
  uz(
    'urgench',
    'Urgench Medical School Clinic',
    'Urgench',
    {
      ru: 'Клиника Ургенчского медицинского института',
      uz: 'Urganch tibbiyot instituti klinikasi',
    },
    'Asia/Samarkand',
  ),
  uz('tashkent', 'Chirchiq Clinical Hospital', 'Tashkent', {
    ru: 'Чирчикская клиническая больница',
    uz: 'Chirchiq klinik shifoxonasi',
  }),
  uz('andijan', 'Fergana Valley Hospital', 'Andijan', {
    ru: 'Больница Ферганской долины',
    uz: "Farg'ona vodiysi shifoxonasi",
  }),

  tj('dushanbe', 'International Medical Center in Tajikistan', 'Dushanbe', {
    ru: 'Международный медицинский центр в Таджикистане',
    tg: 'Маркази байналмилалии тиббӣ дар Тоҷикистон',
  }),
  tj('khujand', 'Sughd Regional Hospital', 'Khujand', {
    ru: 'Согдийская областная больница',
    tg: 'Беморхонаи вилояти Суғд',
  }),
  tj('khorog', 'Pamir Hospital', 'Khorog', {
    ru: 'Памирская больница',
    tg: 'Беморхонаи Помир',
  }),

  tm('ashgabat', 'Kopetdag Clinical Hospital', 'Ashgabat', {
    ru: 'Копетдагская клиническая больница',
    tk: 'Köpetdag kliniki hassahanasy',
  }),
  mn('khovd', 'Khovd Regional Hospital', 'Khovd', {
    ru: 'Кобдоская региональная больница',
    mn: 'Ховд бүсийн эмнэлэг',
  }),
  pk('gilgit', 'Karakoram Hospital', 'Gilgit', { ur: 'قراقرم ہسپتال' }),
  ru('barnaul', 'Ob Clinical Hospital', 'Barnaul', { ru: 'Обская клиническая больница' }),
];
