import type { WordingKind } from '@silkconsult/protocol/wordings';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { getHistory, WORDINGS_KEY } from './api.ts';
import { ReviewMark } from './ReviewMark.tsx';
import classes from './Wordings.module.css';

/** Who changed or signed what, when; read when it is opened. */
export function History({ kind, id }: { kind: WordingKind; id: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: [...WORDINGS_KEY, 'history', kind, id],
    queryFn: () => getHistory(kind, id),
    enabled: open,
  });
  return (
    <details className={classes.history} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary data-testid="wording-history">{t('wordings.history')}</summary>
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p>{t('wordings.noHistory')}</p>}
      <ul className={classes.list}>
        {query.data?.items.map(({ language, version, wording, review, by, at }) => (
          <li key={`${language} ${version}`} className={classes.row}>
            <span className={classes.texts}>
              <span lang={language} dir="auto">
                {wording.text}
              </span>
              <span className={classes.soft}>
                {t(`languages.${language}`)} · <bdi>{by.name}</bdi>,{' '}
                {whenFrom(t, new Date(at), me?.timeZone ?? 'UTC', now)}
              </span>
            </span>
            <ReviewMark review={review} />
          </li>
        ))}
      </ul>
    </details>
  );
}
