import { Button } from '@mantine/core';
import type { PhraseSuggestion } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import classes from './DidYouMean.module.css';

interface DidYouMeanProps {
  suggestions: readonly PhraseSuggestion[];
  busy: boolean;
  onChoose(suggestion: PhraseSuggestion): void;
  onAsTyped(): void;
}

/** For the one who typed a line, and before anyone else sees it: sentences that it may be. */
export default function DidYouMean({ suggestions, busy, onChoose, onAsTyped }: DidYouMeanProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.box} role="status" data-testid="did-you-mean">
      <p>{t('phrases.didYouMean')}</p>
      {suggestions.map((one) => (
        <button
          key={one.entryId}
          type="button"
          disabled={busy}
          lang={one.language}
          dir={directionOf(one.language)}
          onClick={() => onChoose(one)}
        >
          {one.text}
        </button>
      ))}
      <Button size="compact-sm" variant="subtle" disabled={busy} onClick={onAsTyped}>
        {t('phrases.asTyped')}
      </Button>
    </div>
  );
}
