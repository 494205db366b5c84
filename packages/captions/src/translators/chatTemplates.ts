import type { Language } from '@silkconsult/protocol';
import { LANGUAGES } from '@silkconsult/protocol';
import type { TranslationRequest } from './translator.ts';

type Prompted = Pick<TranslationRequest, 'text' | 'from' | 'to' | 'terms' | 'insist'>;

/** How a family of models wants to be asked. */
interface ChatTemplate {
  /** Those that the family was made for; all when not given. */
  languages?: readonly Language[];
  /** One message of the user: some families know no system message. */
  prompt(request: Prompted): string;
}

const HY_MT_NAMES: Partial<Record<Language, string>> = {
  'zh-CN': '中文',
  en: '英语',
  ru: '俄语',
  ur: '乌尔都语',
  kk: '哈萨克语',
  mn: '蒙古语',
  ug: '维吾尔语',
};

export const CHAT_TEMPLATES = {
  /** For models that follow instructions. */
  plain: {
    prompt({ text, from, to, terms, insist }) {
      const wanted = insist ? 'Each of these terms must occur' : 'Translate these terms as given';
      return [
        `Translate one line of a medical consultation from ${LANGUAGES[from].english} into ${LANGUAGES[to].english} (${LANGUAGES[to].endonym}).`,
        'Answer with the translation alone. Keep every number, unit, dose, side and negation. Add nothing and leave nothing out.',
        ...(terms.length > 0
          ? [`${wanted}:`, ...terms.map(({ source, target }) => `- ${source} = ${target}`)]
          : []),
        `\n${text}`,
      ].join('\n');
    },
  },
  /** Tencent's Hy-MT, in the wordings that its authors trained it with; terms only in Chinese. */
  'hy-mt': {
    languages: Object.keys(HY_MT_NAMES) as Language[],
    prompt({ text, from, to, terms, insist }) {
      const inChinese = terms.length > 0 || from === 'zh-CN' || to === 'zh-CN';
      if (!inChinese) {
        return `Translate the following segment into ${LANGUAGES[to].english}, without additional explanation.\n\n${text}`;
      }
      const reference = insist ? '必须使用下面的翻译：' : '参考下面的翻译：';
      const given = terms.map(({ source, target }) => `${source} 翻译成 ${target}`);
      return [
        ...(terms.length > 0 ? [reference, ...given, ''] : []),
        `将以下文本翻译为${HY_MT_NAMES[to]}，注意只需要输出翻译后的结果，不要额外解释：`,
        `\n${text}`,
      ].join('\n');
    },
  },
} as const satisfies Record<string, ChatTemplate>;

export type ChatTemplateName = keyof typeof CHAT_TEMPLATES;

export const CHAT_TEMPLATE_NAMES = Object.keys(CHAT_TEMPLATES) as [
  ChatTemplateName,
  ...ChatTemplateName[],
];

/** The languages that the template's models do not translate, of those asked for. */
export function notCovered(name: ChatTemplateName, languages: readonly Language[]): Language[] {
  const { languages: covered }: ChatTemplate = CHAT_TEMPLATES[name];
  return covered ? languages.filter((language) => !covered.includes(language)) : [];
}
