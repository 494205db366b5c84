import { Button } from '@mantine/core';
import type { Transcript } from '@silkconsult/protocol';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { saveFile } from '../import/files.ts';
import { pathOf } from './api.ts';
import classes from './Transcript.module.css';

const FORMATS = ['docx', 'vtt', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** The transcript as a file. Document and subtitles are in the reader's language where there is a translation. */
export function SaveCopy({ transcript }: { transcript: Transcript }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const save = useMutation({
    mutationFn: (format: Format) => {
      const query = format === 'json' ? '' : `?language=${language}`;
      const path = `${pathOf(transcript.appointmentId)}.${format}${query}`;
      return saveFile(path, `transcript.${format}`);
    },
  });
  return (
    <section className={page.panel} aria-labelledby="copies">
      <h2 id="copies">{t('transcript.save')}</h2>
      <p className={classes.soft}>{t('transcript.saveNote')}</p>
      <div className={classes.buttons}>
        {FORMATS.map((format) => (
          <Button
            key={format}
            variant="default"
            loading={save.isPending && save.variables === format}
            onClick={() => save.mutate(format)}
            data-testid={`save-${format}`}
          >
            {t(`transcript.formats.${format}`)}
          </Button>
        ))}
      </div>
      {save.isError && <FailureNotice error={save.error} />}
    </section>
  );
}
