import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Agreement } from '@silkconsult/protocol';
import { newAgreementSchema, SPECIALTIES, URGENCIES } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changeAgreement, listOrganizations, makeAgreement } from '../../api/requests.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DateField } from '../../ui/date/DateField.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './AgreementsPage.module.css';
import { AskersField } from './AskersField.tsx';
import { CredentialsField } from './CredentialsField.tsx';
import { AGREEMENTS_KEY, type Fields, fieldsOf, termsOf } from './fields.ts';

const FUNCTIONS = ['referrer', 'coordinator', 'admin'] as const;

interface AgreementDialogProps {
  agreement: Agreement | undefined;
  onClose(): void;
}

/** The terms of an agreement, new or changed as a whole. */
export default function AgreementDialog({ agreement, onClose }: AgreementDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<Fields>({ initialValues: fieldsOf(agreement) });
  const partners = useQuery({
    queryKey: ['organizations', 'partner'],
    queryFn: () => listOrganizations('partner'),
    enabled: !agreement,
  });
  const performers = useQuery({
    queryKey: ['organizations', 'urumqi'],
    queryFn: () => listOrganizations('urumqi'),
    enabled: !agreement,
  });
  const save = useMutation({
    mutationFn: async () => {
      const parsed = newAgreementSchema.safeParse(termsOf(form.values));
      if (!parsed.success) {
        const wrong = parsed.error.issues.map(({ path }) => path.join('.'));
        form.setErrors(
          Object.fromEntries(wrong.map((field) => [field, t('agreements.form.invalid')])),
        );
        return false;
      }
      const { partnerId, performerId, ...terms } = parsed.data;
      if (agreement) await changeAgreement(agreement.id, { version: agreement.version, ...terms });
      else await makeAgreement(parsed.data);
      return true;
    },
    onSuccess: (saved) => saved && onClose(),
    onSettled: () => void client.invalidateQueries({ queryKey: AGREEMENTS_KEY }),
  });
  const toggle = <Key extends 'specialties' | 'functions'>(key: Key, one: Fields[Key][number]) => {
    const chosen = form.values[key] as Fields[Key][number][];
    const next = chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one];
    form.setFieldValue(key as string, next);
  };
  return (
    <Dialog title={t(agreement ? 'agreements.edit' : 'agreements.new')} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {!agreement &&
          (['partnerId', 'performerId'] as const).map((field) => (
            <NativeSelect
              key={field}
              label={t(`agreements.form.${field}`)}
              {...form.getInputProps(field)}
            >
              <option value="">{t('requests.form.choose')}</option>
              {(field === 'partnerId' ? partners : performers).data?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </NativeSelect>
          ))}
        <fieldset className={classes.choices}>
          <legend>{t('agreements.form.specialties')}</legend>
          {SPECIALTIES.map((one) => (
            <label key={one}>
              <input
                type="checkbox"
                checked={form.values.specialties.includes(one)}
                onChange={() => toggle('specialties', one)}
              />
              {t(`specialties.${one}`)}
            </label>
          ))}
        </fieldset>
        {form.errors.specialties && <p role="alert">{t('agreements.form.noSpecialty')}</p>}
        <fieldset className={classes.choices}>
          <legend>{t('agreements.form.askers')}</legend>
          {FUNCTIONS.map((one) => (
            <label key={one}>
              <input
                type="checkbox"
                checked={form.values.functions.includes(one)}
                onChange={() => toggle('functions', one)}
              />
              {t(`roles.${one}`)}
            </label>
          ))}
        </fieldset>
        <AskersField
          partnerId={form.values.partnerId}
          people={form.values.people}
          onChange={(people) => form.setFieldValue('people', people)}
        />
        <div className={classes.row}>
          <DateField
            label={t('agreements.form.validFrom')}
            value={form.values.validFrom}
            error={form.errors.validFrom}
            onChange={(day) => form.setFieldValue('validFrom', day)}
          />
          <DateField
            label={t('agreements.form.validTo')}
            min={form.values.validFrom || undefined}
            value={form.values.validTo}
            error={form.errors.validTo}
            onChange={(day) => form.setFieldValue('validTo', day)}
          />
          <TextInput
            type="number"
            min={1}
            label={t('agreements.quota')}
            {...form.getInputProps('weeklyQuota')}
          />
        </div>
        <fieldset className={classes.choices}>
          <legend>{t('agreements.form.minutes')}</legend>
          {URGENCIES.map((urgency) => (
            <TextInput
              key={urgency}
              type="number"
              min={1}
              size="sm"
              label={t(`requests.urgency.${urgency}`)}
              {...form.getInputProps(`responseMinutes.${urgency}`)}
            />
          ))}
        </fieldset>
        <CredentialsField
          credentials={form.values.credentials}
          errorAt={(index) =>
            Object.keys(form.errors).some((path) => path.startsWith(`credentials.${index}.`))
          }
          onChange={(credentials) => form.setFieldValue('credentials', credentials)}
        />
        {save.isError && <FailureNotice error={save.error} />}
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending} data-testid="save-agreement">
            {t('agreements.form.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
