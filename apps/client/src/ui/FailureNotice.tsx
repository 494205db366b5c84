import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../api/problem.ts';
import { Notice } from './Notice.tsx';

interface FailureNoticeProps {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}

/** What went wrong and what to do, in the reader's language; never the server's own words. */
export function FailureNotice({ error, title, onRetry }: FailureNoticeProps) {
  const { t } = useTranslation();
  const { code, params } = failureOf(error);
  return (
    <Notice
      kind="error"
      title={title}
      action={
        onRetry && (
          <Button variant="default" size="sm" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {t(`errors.${code}`, { ...params, context: params.reason })}
    </Notice>
  );
}
