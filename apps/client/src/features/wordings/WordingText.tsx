import type { Language } from '@silkconsult/protocol';
import { LANGUAGES } from '@silkconsult/protocol';
import type { Wording, WordingKind } from '@silkconsult/protocol/wordings';
import { WORDING_LISTS } from '@silkconsult/protocol/wordings';
import { useTranslation } from 'react-i18next';
import classes from './Wordings.module.css';

interface WordingTextProps {
  kind: WordingKind;
  language: Language;
  wording: Wording;
}

/** A wording with everything that belongs to it. */
export function WordingText({ kind, language, wording }: WordingTextProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.text} lang={language} dir={LANGUAGES[language].dir}>
        {wording.text}
      </p>
      {WORDING_LISTS[kind].map((list) => {
        const words = wording[list];
        return (
          words && (
            <p key={list} className={classes.soft}>
              {t(`wordings.lists.${list}`)}:{' '}
              <bdi lang={language}>{words.join(language === 'zh-CN' ? '、' : ', ')}</bdi>
            </p>
          )
        );
      })}
    </>
  );
}
