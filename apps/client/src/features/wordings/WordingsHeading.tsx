import { Button } from '@mantine/core';
import type { WordingKind } from '@silkconsult/protocol';
import { wordingKindSchema } from '@silkconsult/protocol';
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
      <div className={classes.buttons}>
        {wordingKindSchema.options.map((kind) =>
          onKind ? (
            <Button
              key={kind}
              variant={kind === current ? 'filled' : 'default'}
              aria-pressed={kind === current}
              onClick={() => onKind(kind)}
              data-testid={`kind-${kind}`}
            >
              {t(`wordings.kinds.${kind}`)}
            </Button>
          ) : (
            <Button key={kind} component={Link} href="/wordings" variant="default">
              {t(`wordings.kinds.${kind}`)}
            </Button>
          ),
        )}
        <Button
          component={Link}
          href="/wordings/suggestions"
          variant={current === 'suggestions' ? 'filled' : 'default'}
          aria-current={current === 'suggestions' ? 'page' : undefined}
          data-testid="to-suggestions"
        >
          {t('wordings.suggestions')}
        </Button>
      </div>
    </header>
  );
}
