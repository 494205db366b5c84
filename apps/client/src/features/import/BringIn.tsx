import { Button, FileButton, NativeSelect } from '@mantine/core';
import {
  IMPORT_ENCODINGS,
  type ImportEncoding,
  type ImportKind,
  importEncodingSchema,
} from '@silkconsult/protocol';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { saveFile, sendFile } from './files.ts';
import classes from './ImportPage.module.css';
import { Report } from './Report.tsx';

const KINDS: readonly ImportKind[] = ['people', 'hours', 'patients'];

interface Attempt {
  file: File;
  kind: ImportKind;
  dryRun: boolean;
  encoding?: ImportEncoding;
}

/** Choosing a file tries it at once; only a file without a mistake can be imported. */
export function BringIn() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<ImportKind>('people');
  const [encoding, setEncoding] = useState<ImportEncoding>();
  const [file, setFile] = useState<File>();
  const reset = useRef<() => void>(null);
  const attempt = useMutation({ mutationFn: ({ file, ...how }: Attempt) => sendFile(file, how) });
  const template = useMutation({
    mutationFn: () => saveFile(`/api/imports/templates/${kind}`, `${kind}.csv`),
  });
  const tryFile = (chosen: File | null) => {
    // The same file, corrected, can be chosen again.
    reset.current?.();
    if (!chosen) return;
    setFile(chosen);
    attempt.mutate({ file: chosen, kind, dryRun: true, encoding });
  };
  const startOver = () => {
    setFile(undefined);
    attempt.reset();
  };
  const report = attempt.data;
  return (
    <section className={classes.section} aria-busy={attempt.isPending}>
      <fieldset className={classes.kinds}>
        <legend>{t('import.kind')}</legend>
        {KINDS.map((one) => (
          <Button
            key={one}
            variant={kind === one ? 'filled' : 'default'}
            aria-pressed={kind === one}
            onClick={() => {
              setKind(one);
              startOver();
            }}
            data-testid={`import-${one}`}
          >
            {t(`import.${one}`)}
          </Button>
        ))}
      </fieldset>
      <NativeSelect
        label={t('import.encoding')}
        value={encoding ?? ''}
        onChange={(event) => {
          const chosen = importEncodingSchema.safeParse(event.currentTarget.value);
          setEncoding(chosen.success ? chosen.data : undefined);
          startOver();
        }}
        data={[
          { value: '', label: t('import.encodingAuto') },
          ...IMPORT_ENCODINGS.map((one) => ({ value: one, label: one.toUpperCase() })),
        ]}
      />
      <div className={classes.row}>
        <FileButton
          onChange={tryFile}
          accept=".csv,.txt,text/csv,text/plain"
          resetRef={reset}
          inputProps={{ 'aria-label': t('import.choose') }}
        >
          {(props) => (
            <Button {...props} loading={attempt.isPending} data-testid="import-choose">
              {t('import.choose')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          loading={template.isPending}
          onClick={() => template.mutate()}
          data-testid="import-template"
        >
          {t('import.template')}
        </Button>
      </div>
      {attempt.isPending && <p role="status">{t('import.trying')}</p>}
      {(attempt.error ?? template.error) && (
        <FailureNotice error={attempt.error ?? template.error} />
      )}
      {report && <Report report={report} name={file?.name ?? ''} />}
      {report && !report.imported && report.problems.length === 0 && file && (
        <Button
          onClick={() => attempt.mutate({ file, kind, dryRun: false, encoding })}
          data-testid="import-now"
        >
          {t('import.importNow')}
        </Button>
      )}
      {report?.imported && (
        <div data-testid="imported">
          <Notice kind="ok">{t('import.done')}</Notice>
        </div>
      )}
    </section>
  );
}
