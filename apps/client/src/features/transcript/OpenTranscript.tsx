import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The way to what was kept of a consult. */
export default function OpenTranscript({ onOpen }: { onOpen(): void }) {
  const { t } = useTranslation();
  return (
    <Button variant="default" onClick={onOpen} data-testid="open-transcript">
      {t('transcript.title')}
    </Button>
  );
}
