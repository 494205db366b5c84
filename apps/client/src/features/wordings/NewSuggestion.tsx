import type { Language } from '@silkconsult/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSelect } from '../../ui/LanguageSelect.tsx';
import SuggestTerm from './SuggestTerm.tsx';
import { SUGGESTIONS_KEY } from './suggestions.ts';
import classes from './Wordings.module.css';

/** A pair of terms that somebody missed, suggested after the consult. */
export function NewSuggestion() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [from, setFrom] = useState<Language>('zh-CN');
  const [to, setTo] = useState<Language>(
    i18n.language === 'zh-CN' ? 'ru' : (i18n.language as Language),
  );
  return (
    <div className={classes.card}>
      <div className={classes.pair}>
        <LanguageSelect label={t('wordings.from')} value={from} onChange={setFrom} />
        <LanguageSelect label={t('wordings.to')} value={to} onChange={setTo} />
      </div>
      {from !== to && (
        <SuggestTerm
          key={`${from} ${to}`}
          from={from}
          to={to}
          onSuggested={() => void client.invalidateQueries({ queryKey: SUGGESTIONS_KEY })}
        />
      )}
    </div>
  );
}
