import { Button, TextInput } from '@mantine/core';
import type { SearchOption, ServiceRequest } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { APPOINTMENTS_KEY } from '../../api/queries.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { book } from './api.ts';
import classes from './FinderPage.module.css';

/** Takes the chosen time for everybody, or says who was faster. */
export function BookForm({ option, request }: { option: SearchOption; request?: ServiceRequest }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const client = useQueryClient();
  const [reason, setReason] = useState(request?.question ?? '');
  const booking = useMutation({
    mutationFn: book,
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: APPOINTMENTS_KEY });
      go(`/appointments/${id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    booking.mutate({
      start: option.start,
      end: option.end,
      reason: reason.slice(0, 500),
      specialty: request?.specialty ?? undefined,
      serviceRequestId: request?.id,
      interpretation: option.interpretation,
      participants: option.participants.map(({ actor, role }) => ({ actor, role })),
    });
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
      {booking.isError && <FailureNotice error={booking.error} />}
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
