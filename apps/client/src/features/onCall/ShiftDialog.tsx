import { Button, NativeSelect } from '@mantine/core';
import type { OnCallShift } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ON_CALL_KEY } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { offset, zoneName } from '../../time/format.ts';
import { instantOf, localOf } from '../../time/zones.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DateTimeField } from '../../ui/date/DateTimeField.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { nameFor } from '../appointment/people.ts';
import { addShift, changeShift, removeShift, useCallable } from './api.ts';
import classes from './OnCallPage.module.css';

interface ShiftDialogProps {
  shift: OnCallShift | undefined;
  who: string;
  zone: string;
  onClose(): void;
}

/** A shift, new or changed; its times are those of the reader's clock, which is named. */
export default function ShiftDialog({ shift, who, zone, onClose }: ShiftDialogProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const client = useQueryClient();
  const people = useCallable(who).data ?? [];
  const [actor, setActor] = useState(shift?.actor ?? '');
  const [from, setFrom] = useState(shift ? localOf(new Date(shift.start), zone) : '');
  const [to, setTo] = useState(shift ? localOf(new Date(shift.end), zone) : '');
  const onSettled = () => void client.invalidateQueries({ queryKey: ON_CALL_KEY });
  const save = useMutation({
    mutationFn: (times: { start: string; end: string }) =>
      shift
        ? changeShift(shift, times)
        : addShift({ actor: actor || (people[0]?.id ?? ''), ...times }),
    onSuccess: onClose,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (id: string) => removeShift(id),
    onSuccess: onClose,
    onSettled,
  });
  const [start, end] = [instantOf(from, zone), instantOf(to, zone)];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (start && end) save.mutate({ start: start.toISOString(), end: end.toISOString() });
  };
  return (
    <Dialog title={t(shift ? 'onCall.change' : 'onCall.add')} onClose={onClose}>
      <form className={classes.form} onSubmit={submit}>
        {shift ? (
          <p className={classes.first}>
            <bdi>{nameFor(shift, language)}</bdi>
          </p>
        ) : (
          <NativeSelect
            label={t('onCall.person')}
            required
            value={actor || (people[0]?.id ?? '')}
            onChange={(event) => setActor(event.currentTarget.value)}
            data={people.map((one) => ({
              value: one.id,
              label: `${nameFor(one, language)} · ${
                'specialty' in one
                  ? t(`specialties.${one.specialty}`)
                  : one.languagePairs
                      .map((pair) => pair.map((each) => t(`languages.${each}`)).join(' – '))
                      .join(', ')
              }`,
            }))}
            data-testid="shift-person"
          />
        )}
        <p className={classes.soft}>
          {t('onCall.zone', { zone: `${zoneName(t, zone)} ${offset(start ?? new Date(), zone)}` })}
        </p>
        <div className={classes.row}>
          <DateTimeField
            required
            label={t('onCall.from')}
            value={from}
            onChange={setFrom}
            data-testid="shift-from"
          />
          <DateTimeField
            required
            label={t('onCall.to')}
            value={to}
            onChange={setTo}
            data-testid="shift-to"
          />
        </div>
        {(save.isError || remove.isError) && <FailureNotice error={save.error ?? remove.error} />}
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending} data-testid="save-shift">
            {t('onCall.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {shift && (
            <Button
              variant="subtle"
              color="danger"
              loading={remove.isPending}
              onClick={() => remove.mutate(shift.id)}
              data-testid="remove-shift"
            >
              {t('onCall.remove')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
