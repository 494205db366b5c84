import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { NewSuggestion } from './NewSuggestion.tsx';
import { SuggestionCard } from './SuggestionCard.tsx';
import { listSuggestions, maySuggest, SUGGESTIONS_KEY } from './suggestions.ts';
import classes from './Wordings.module.css';
import { WordingsHeading } from './WordingsHeading.tsx';

/** What people in consults missed: for who suggested it what became of it, for the others to decide. */
export default function SuggestionsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const mine = maySuggest(me);
  const query = useQuery({
    queryKey: [...SUGGESTIONS_KEY, mine],
    queryFn: () => listSuggestions(mine),
    refetchInterval: 60_000,
  });
  return (
    <Shell>
      <WordingsHeading current="suggestions" />
      {mine && <NewSuggestion />}
      {query.isPending && <Skeleton height="6rem" count={3} />}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <p className={classes.empty}>
          {t(mine ? 'wordings.noneOfMine' : 'wordings.noSuggestions')}
        </p>
      )}
      {query.data?.map((suggestion) => (
        <SuggestionCard key={suggestion.id} suggestion={suggestion} deciding={!mine} />
      ))}
    </Shell>
  );
}
