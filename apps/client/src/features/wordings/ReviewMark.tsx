import type { ReviewState } from '@silkconsult/protocol/wordings';
import { useTranslation } from 'react-i18next';
import classes from './Wordings.module.css';

/** Who has vouched for a wording, in words with a dot of its colour. */
export function ReviewMark({ review }: { review: ReviewState | 'missing' }) {
  const { t } = useTranslation();
  return (
    <span className={classes.mark} data-review={review}>
      {t(`wordings.states.${review}`)}
    </span>
  );
}
