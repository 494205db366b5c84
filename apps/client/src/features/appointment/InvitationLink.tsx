import { Button, TextInput } from '@mantine/core';
import type { Appointment, CreatedInvitation } from '@silkconsult/protocol';
import { IconCheck, IconCopy, IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createInvitation } from '../../api/endpoints.ts';
import { whenFrom } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import page from './AppointmentPage.module.css';
import classes from './InvitationLink.module.css';
import { patientOf } from './people.ts';

/** A link for the patient: made on request, shown once, copied with a click. */
export function InvitationLink({ appointment, zone }: { appointment: Appointment; zone: string }) {
  const { t } = useTranslation();
  const patient = patientOf(appointment);
  const create = useMutation({
    mutationFn: () => createInvitation(appointment.id, patient?.actor ?? ''),
  });
  if (!patient) return null;
  return (
    <section className={page.panel} aria-labelledby="invite">
      <h2 id="invite">{t('appointment.invite.title')}</h2>
      {create.data ? (
        <Ready invitation={create.data} zone={zone} />
      ) : (
        <p className={classes.text}>{t('appointment.invite.text')}</p>
      )}
      {create.isError && <FailureNotice error={create.error} />}
      {!create.data && (
        <Button
          variant="default"
          leftSection={<IconLink size={20} stroke={1.75} aria-hidden />}
          loading={create.isPending}
          onClick={() => create.mutate()}
          data-testid="create-invitation"
        >
          {t('appointment.invite.create')}
        </Button>
      )}
    </section>
  );
}

function Ready({ invitation, zone }: { invitation: CreatedInvitation; zone: string }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    // The clipboard is closed to plain http pages; the selection then serves the older way.
    await navigator.clipboard?.writeText(invitation.link).catch(() => {});
    if (!navigator.clipboard) document.execCommand('copy');
    setCopied(true);
  };
  return (
    <div className={classes.ready}>
      <p className={classes.text}>{t('appointment.invite.ready')}</p>
      <TextInput
        ref={field}
        readOnly
        dir="ltr"
        aria-label={t('appointment.invite.label')}
        data-testid="invitation-link"
        value={invitation.link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        leftSection={
          copied ? (
            <IconCheck size={20} stroke={1.75} aria-hidden />
          ) : (
            <IconCopy size={20} stroke={1.75} aria-hidden />
          )
        }
        onClick={() => void copy()}
      >
        <span aria-live="polite">{copied ? t('common.copied') : t('common.copy')}</span>
      </Button>
      <p className={classes.expires}>
        {t('appointment.invite.expires', {
          time: whenFrom(t, new Date(invitation.expiresAt), zone, new Date()),
        })}
      </p>
    </div>
  );
}
