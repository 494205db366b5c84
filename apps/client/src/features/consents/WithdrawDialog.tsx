import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import form from '../appointment/PlanActions.module.css';

interface WithdrawDialogProps {
  name: string;
  error: unknown;
  pending: boolean;
  onClose(): void;
  onSubmit(): void;
}

/** Says what is deleted before it is. */
export function WithdrawDialog({ name, error, pending, onClose, onSubmit }: WithdrawDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('transcript.withdrawTitle')} onClose={onClose}>
      <div className={form.form}>
        <p>{t('transcript.withdrawText', { name })}</p>
        {error ? <FailureNotice error={error} /> : null}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('transcript.withdrawKeep')}
          </Button>
          <Button
            color="danger"
            loading={pending}
            onClick={onSubmit}
            data-testid="confirm-withdrawal"
          >
            {t('transcript.withdraw')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
