import type { AppointmentSearch } from '@silkconsult/protocol';
import { IconCalendarSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { useLiveUpdates } from '../../api/queries.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useCase, useRequest, useTimes } from './api.ts';
import { BookForm } from './BookForm.tsx';
import { DayPicture } from './DayPicture.tsx';
import { Explanations } from './Explanations.tsx';
import classes from './FinderPage.module.css';
import { OptionList } from './OptionList.tsx';
import { prefillOf } from './prefill.ts';
import { SearchForm } from './SearchForm.tsx';

/** The first times that everybody shares, as a list and as a picture, and why there are no earlier ones. */
export default function FinderPage() {
  const { t } = useTranslation();
  const query = new URLSearchParams(useSearch());
  const [requestId, caseId] = [query.get('request') ?? '', query.get('case') ?? ''];
  const request = useRequest(requestId);
  const failed = useCase(caseId);
  const prefill = prefillOf(request.data, failed.data);
  const [wanted, setWanted] = useState<AppointmentSearch>();
  const [start, setStart] = useState<string>();
  const search = useTimes(wanted);
  useLiveUpdates();
  const options = search.data?.options ?? [];
  const chosen = options.find((one) => one.start === start) ?? options[0];
  if ((requestId && request.isPending) || (caseId && failed.isPending))
    return <Shell>{<Skeleton height="30rem" count={1} />}</Shell>;
  return (
    <Shell>
      <PageHeading title={t('finder.title')} />
      {[request, failed].map(
        (one) =>
          one.isError && (
            <FailureNotice
              key={one === request ? 'request' : 'case'}
              error={one.error}
              onRetry={() => void one.refetch()}
            />
          ),
      )}
      <div className={classes.columns}>
        <SearchForm
          prefill={prefill}
          searching={search.isLoading}
          onSearch={(next) => {
            setStart(undefined);
            setWanted(next);
          }}
        />
        <div className={classes.results} aria-live="polite">
          {search.isError && <FailureNotice error={search.error} />}
          {!wanted && (
            <div className={classes.start}>
              <IconCalendarSearch size={32} stroke={1.5} aria-hidden />
              <p>{t('finder.start')}</p>
            </div>
          )}
          {search.isLoading && <Skeleton height="7rem" count={4} />}
          {search.data && (
            <>
              <Explanations
                explanations={search.data.explanations}
                none={search.data.options.length === 0}
              />
              <OptionList
                options={search.data.options}
                chosen={chosen}
                asked={prefill.preferred.length > 0}
                onChoose={(one) => setStart(one.start)}
              />
            </>
          )}
          {search.data && chosen && (
            <>
              <DayPicture option={chosen} />
              <BookForm key={chosen.start} option={chosen} prefill={prefill} />
            </>
          )}
        </div>
      </div>
    </Shell>
  );
}
