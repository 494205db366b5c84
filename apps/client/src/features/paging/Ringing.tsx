import { Button } from '@mantine/core';
import type { MyPage } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { REQUESTS_KEY } from '../../api/queries.ts';
import { answerPage } from '../../api/requests.ts';
import { duration } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import classes from '../../ui/Alarm.module.css';
import { Alarm, AlarmLine } from '../../ui/Alarm.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { HospitalName } from '../../ui/HospitalName.tsx';

/** The alarm itself: who calls, since when, and one button that takes it. */
export default function Ringing({ pages }: { pages: MyPage[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const answer = useMutation({
    mutationFn: (page: MyPage) => answerPage(page.id),
    onSuccess: (request) => navigate(`/requests/${request.id}`),
    onSettled: () => void client.invalidateQueries({ queryKey: REQUESTS_KEY }),
  });
  return (
    <Alarm rings={pages.map(({ id, pagedAt }) => id + pagedAt).join()} danger testId="page-alarm">
      {pages.map((page) => (
        <AlarmLine
          key={page.id}
          answers={
            <>
              <Button
                color="danger"
                loading={answer.isPending}
                onClick={() => answer.mutate(page)}
                data-testid="answer-page"
              >
                {t('requests.alarm.answer')}
              </Button>
              <Link href={`/requests/${page.serviceRequestId}`}>{t('requests.open')}</Link>
            </>
          }
        >
          <p className={classes.title}>
            {t('requests.alarm.title', { specialty: t(`specialties.${page.specialty}`) })}
          </p>
          <p>
            <HospitalName name={page.organizationName} /> ·{' '}
            {t('requests.alarm.since', {
              duration: duration(t, now.getTime() - Date.parse(page.pagedAt)),
            })}
          </p>
        </AlarmLine>
      ))}
      {answer.isError && <FailureNotice error={answer.error} />}
    </Alarm>
  );
}
