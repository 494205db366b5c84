import type { WordingKind } from '@silkconsult/protocol/wordings';
import { wordingKindSchema } from '@silkconsult/protocol/wordings';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageHeading } from '../../ui/PageHeading.tsx';
import classes from './Wordings.module.css';

interface WordingsHeadingProps {
  current: WordingKind | 'suggestions';
  onKind?(kind: WordingKind): void;
}

/** The name of the page, and its parts: the two files, and what was suggested for them. */
export function WordingsHeading({ current, onKind }: WordingsHeadingProps) {
  const { t } = useTranslation();
  return (
    <header className={classes.head}>
      <PageHeading title={t('app.wordings')} />
      <p className={classes.soft}>{t('wordings.lead')}</p>
      <nav className={classes.parts} aria-label={t('app.wordings')}>
        {onKind ? (
          wordingKindSchema.options.map((kind) => (
            <button
              key={kind}
              type="button"
              aria-pressed={kind === current}
              onClick={() => onKind(kind)}
              data-testid={`kind-${kind}`}
            >
              {t(`wordings.kinds.${kind}`)}
            </button>
          ))
        ) : (
          <Link href="/wordings">{t('wordings.back')}</Link>
        )}
        <Link
          href="/wordings/suggestions"
          aria-current={current === 'suggestions' ? 'page' : undefined}
          data-testid="to-suggestions"
        >
          {t('wordings.suggestions')}
        </Link>
      </nav>
    </header>
  );
}
