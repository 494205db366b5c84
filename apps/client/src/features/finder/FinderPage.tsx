import type { SearchOption } from '@silkconsult/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { searchTimes, useRequest } from './api.ts';
import { BookForm } from './BookForm.tsx';
import { DayPicture } from './DayPicture.tsx';
import { Explanations } from './Explanations.tsx';
import classes from './FinderPage.module.css';
import { OptionList } from './OptionList.tsx';
import { SearchForm } from './SearchForm.tsx';

/** The first times that everybody shares, as a list and as a picture, and why there are no earlier ones. */
export default function FinderPage() {
  const { t } = useTranslation();
  const requestId = new URLSearchParams(useSearch()).get('request') ?? '';
  const request = useRequest(requestId);
  const [chosen, setChosen] = useState<SearchOption>();
  const search = useMutation({
    mutationFn: searchTimes,
    onSuccess: ({ options }) => setChosen(options[0]),
  });
  if (requestId && request.isPending) return <Shell>{<Skeleton height="30rem" count={1} />}</Shell>;
  return (
    <Shell>
      <PageHeading title={t('finder.title')} />
      {request.isError && (
        <FailureNotice error={request.error} onRetry={() => void request.refetch()} />
      )}
      <div className={classes.columns}>
        <SearchForm request={request.data} searching={search.isPending} onSearch={search.mutate} />
        <div className={classes.results} aria-live="polite">
          {search.isError && <FailureNotice error={search.error} />}
          {search.data && (
            <>
              <Explanations
                explanations={search.data.explanations}
                none={search.data.options.length === 0}
              />
              <OptionList options={search.data.options} chosen={chosen} onChoose={setChosen} />
            </>
          )}
          {search.data && chosen && (
            <>
              <DayPicture option={chosen} />
              <BookForm key={chosen.start} option={chosen} request={request.data} />
            </>
          )}
        </div>
      </div>
    </Shell>
  );
}
