import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { saveFile } from './files.ts';
import classes from './ImportPage.module.css';

const FILES = [
  { path: '/api/exports/people', name: 'people.csv', label: 'import.exportPeople' },
  { path: '/api/exports/hours', name: 'hours.csv', label: 'import.exportHours' },
  { path: '/api/exports/patients', name: 'patients.csv', label: 'import.exportPatients' },
  { path: '/api/exports', name: 'everything.ndjson', label: 'import.exportAll' },
] as const;

export function TakeOut() {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: ({ path, name }: { path: string; name: string }) => saveFile(path, name),
  });
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t('import.exportTitle')}</h2>
      <p className={classes.lead}>{t('import.exportLead')}</p>
      <div className={classes.row}>
        {FILES.map((file) => (
          <Button
            key={file.path}
            variant="default"
            loading={save.isPending && save.variables.path === file.path}
            onClick={() => save.mutate(file)}
            data-testid={`export-${file.name}`}
          >
            {t(file.label)}
          </Button>
        ))}
      </div>
      {save.error && <FailureNotice error={save.error} />}
    </section>
  );
}
