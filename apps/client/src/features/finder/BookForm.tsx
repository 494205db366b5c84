import { Button, TextInput } from '@mantine/core';
import type { SearchOption } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { bookAppointment } from '../../api/endpoints.ts';
import { failureOf } from '../../api/problem.ts';
import { APPOINTMENTS_KEY, CASES_KEY } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Notice } from '../../ui/Notice.tsx';
import { BookingRefusal } from '../appointment/BookingRefusal.tsx';
import classes from './FinderPage.module.css';
import type { Prefill } from './prefill.ts';

/** Takes the chosen time for everybody, or says who was faster. */
export function BookForm({ option, prefill }: { option: SearchOption; prefill: Prefill }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const client = useQueryClient();
  const [reason, setReason] = useState(prefill.reason.slice(0, 500));
  const [key] = useState(() => crypto.randomUUID());
  const zone = useMe()?.timeZone ?? 'UTC';
  const booking = useMutation({
    // The key makes it harmless to send it again when the answer was lost.
    retry: (failures, error) => failures < 3 && failureOf(error).code === 'network',
    mutationFn: (evenIfUnavailable: boolean) =>
      bookAppointment({
        start: option.start,
        end: option.end,
        reason: reason.slice(0, 500),
        specialty: prefill.specialty,
        serviceRequestId: prefill.serviceRequestId,
        rebooks: prefill.rebooks,
        interpretation: option.interpretation,
        participants: option.participants.map(({ actor, role }) => ({ actor, role })),
        evenIfUnavailable,
        key,
      }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: APPOINTMENTS_KEY });
      void client.invalidateQueries({ queryKey: CASES_KEY });
      go(`/appointments/${id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    booking.mutate(false);
  };
  return (
    <form className={classes.book} onSubmit={submit}>
      {option.needsAgreement && <Notice>{t('finder.needsAgreement')}</Notice>}
      <TextInput
        label={t('finder.reason')}
        value={reason}
        maxLength={500}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="finder-reason"
      />
      {booking.isError && (
        <BookingRefusal
          error={booking.error}
          zone={zone}
          label={t('availability.bookAllTheSame')}
          onAllTheSame={() => booking.mutate(true)}
        />
      )}
      <Button
        type="submit"
        loading={booking.isPending}
        disabled={reason.trim() === ''}
        data-testid="finder-book"
      >
        {t('finder.book')}
      </Button>
    </form>
  );
}
