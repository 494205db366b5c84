import { LANGUAGES } from '@silkconsult/protocol';
import type { TermSuggestion } from '@silkconsult/protocol/wordings';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../../api/session.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { addressOf } from './api.ts';
import { Decision } from './Decision.tsx';
import classes from './Wordings.module.css';

interface SuggestionCardProps {
  suggestion: TermSuggestion;
  /** The reader decides; else it is theirs. */
  deciding: boolean;
}

/** A pair of terms, who missed it, and what became of it. */
export function SuggestionCard({ suggestion, deciding }: SuggestionCardProps) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const { source, target, status, by, entryId, reason, decidedBy, decidedAt } = suggestion;
  const when = (at: string) => whenFrom(t, new Date(at), me?.timeZone ?? 'UTC', now);
  return (
    <section className={classes.card} data-testid="suggestion" data-status={status}>
      <div className={classes.cardHead}>
        <h2>{t(`wordings.status.${status}`)}</h2>
        {entryId && (
          <Link href={addressOf('term', entryId)}>
            <bdi>{entryId}</bdi>
          </Link>
        )}
      </div>
      <div className={classes.pair}>
        {[source, target].map(({ language, text }) => (
          <div key={language}>
            <span className={classes.soft}>{t(`languages.${language}`)}</span>
            <p lang={language} dir={LANGUAGES[language].dir}>
              {text}
            </p>
          </div>
        ))}
      </div>
      {by.map(({ id, name, note, at }) => (
        <p key={id} className={classes.soft}>
          <bdi>{name}</bdi>, {when(at)}
          {note && (
            <>
              : <bdi>{note}</bdi>
            </>
          )}
        </p>
      ))}
      {decidedBy && decidedAt && (
        <p className={classes.soft}>
          {t(`wordings.status.${status}`)}: <bdi>{decidedBy.name}</bdi>, {when(decidedAt)}
        </p>
      )}
      {reason && <p dir="auto">{reason}</p>}
      {deciding && status === 'open' && <Decision suggestion={suggestion} />}
    </section>
  );
}
