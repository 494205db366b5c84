import { NativeSelect } from '@mantine/core';
import type { Agreement, Specialty } from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listAgreements } from '../../api/requests.ts';

interface PerformerFieldProps {
  specialty: Specialty | null;
  value: string | null;
  onChange(performerId: string | null): void;
}

/** The hospitals that may be asked for the specialty, each once. */
function performersFor(agreements: readonly Agreement[], specialty: Specialty | null) {
  const covering = agreements.filter(
    ({ state, specialties }) =>
      state === 'valid' && specialty !== null && specialties.includes(specialty),
  );
  return [...new Map(covering.map(({ performer }) => [performer.id, performer])).values()];
}

/** Which hospital in Urumqi is asked: a question only where more than one may be. */
export function PerformerField({ specialty, value, onChange }: PerformerFieldProps) {
  const { t } = useTranslation();
  const agreements = useQuery({
    queryKey: ['agreements'],
    queryFn: listAgreements,
    staleTime: 5 * 60_000,
  });
  const performers = performersFor(agreements.data ?? [], specialty);
  if (performers.length < 2 && value === null) return null;
  return (
    <NativeSelect
      label={t('requests.form.performer')}
      description={t('requests.form.performerHint')}
      value={value ?? ''}
      data-testid="performer"
      onChange={(event) => onChange(event.currentTarget.value || null)}
    >
      <option value="">{t('requests.form.anyPerformer')}</option>
      {performers.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}
