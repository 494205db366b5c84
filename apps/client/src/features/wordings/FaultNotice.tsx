import { wordingFaultSchema } from '@silkconsult/protocol/wordings';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/problem.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** What is wrong with a wording that was not taken, named; any other failure as everywhere. */
export function FaultNotice({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const fault = wordingFaultSchema.safeParse(
    error instanceof ApiFailure ? error.params.fault : undefined,
  );
  if (!fault.success) return <FailureNotice error={error} />;
  const { code, entryId, language, detail } = fault.data;
  return (
    <Notice kind="error" title={t('errors.wording_faulty')}>
      <p data-testid="wording-fault" data-fault={code}>
        {language && `${t(`languages.${language}`)}, `}
        <bdi>{entryId}</bdi>: {t(`wordings.faults.${code}`)} <bdi>{detail}</bdi>
      </p>
    </Notice>
  );
}
