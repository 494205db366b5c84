import { Button, TextInput } from '@mantine/core';
import type { WrittenCase } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bookAppointment } from '../../api/endpoints.ts';
import { CASES_KEY } from '../../api/queries.ts';
import { zoneName } from '../../time/format.ts';
import { instantOf } from '../../time/zones.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import page from '../appointment/AppointmentPage.module.css';
import classes from './Cases.module.css';

/** The same people, as long as before, at another time; the new consult stays tied to the case. */
export function BookAgain({ one, zone }: { one: WrittenCase; zone: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [local, setLocal] = useState('');
  const book = useMutation({
    mutationFn: (start: Date) =>
      bookAppointment({
        start: start.toISOString(),
        end: new Date(start.getTime() + Date.parse(one.end) - Date.parse(one.start)).toISOString(),
        reason: one.question.slice(0, 500),
        specialty: one.specialty,
        serviceRequestId: one.serviceRequestId,
        rebooks: one.id,
        participants: one.participants.map(({ actor, role }) => ({ actor, role })),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: CASES_KEY }),
  });
  const start = instantOf(local, zone);
  return (
    <form
      className={page.panel}
      onSubmit={(event) => {
        event.preventDefault();
        if (start) book.mutate(start);
      }}
    >
      <h2>{t('cases.bookAgain')}</h2>
      <TextInput
        type="datetime-local"
        label={t('cases.newTime', { zone: zoneName(t, zone) })}
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
        data-testid="case-time"
      />
      {book.isError && <FailureNotice error={book.error} />}
      <Button
        type="submit"
        variant="default"
        className={classes.submit}
        disabled={!start}
        loading={book.isPending}
        data-testid="case-rebook"
      >
        {t('cases.book')}
      </Button>
    </form>
  );
}
