import { Button } from '@mantine/core';
import type { Appointment } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { goOnWithCaptions } from '../../api/offers.ts';
import { appointmentKey } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';

/** The last rung when nobody was found: its specialist agrees to captions alone, others propose it. */
export function CaptionsOnly({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const go = useMutation({
    mutationFn: () => goOnWithCaptions(appointment.id),
    onSettled: () => void client.invalidateQueries({ queryKey: appointmentKey(appointment.id) }),
  });
  const agrees = appointment.participants.some(
    ({ actor, role }) => actor === me?.personId && role === 'specialist',
  );
  return (
    <>
      <p>{t('offers.captions.next')}</p>
      {go.isSuccess && !agrees ? (
        <p role="status">{t('offers.captions.proposed')}</p>
      ) : (
        <Button
          variant="default"
          loading={go.isPending}
          onClick={() => go.mutate()}
          data-testid="captions-only"
        >
          {t(agrees ? 'offers.captions.agree' : 'offers.captions.propose')}
        </Button>
      )}
      {go.isError && <FailureNotice error={go.error} />}
    </>
  );
}
