import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../call/index.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from '../appointment/PlanActions.module.css';

export default function EndDialog({ session, onClose }: { session: CallSession; onClose(): void }) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<unknown>();
  return (
    <Dialog title={t('room.endTitle')} onClose={onClose}>
      <div className={classes.form}>
        <p>{t('room.endText')}</p>
        {failure !== undefined && <FailureNotice error={failure} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('room.endKeep')}
          </Button>
          <Button
            color="danger"
            data-testid="confirm-end"
            onClick={() => void session.endForAll().catch(setFailure)}
          >
            {t('room.endForAll')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
