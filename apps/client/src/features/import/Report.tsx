import type { ImportReport } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.tsx';
import classes from './ImportPage.module.css';

/** What a file would do or did, and every line that is wrong in it. */
export function Report({ report, name }: { report: ImportReport; name: string }) {
  const { t } = useTranslation();
  const { problems, imported, lines, encoding } = report;
  return (
    <div className={classes.report} data-testid="import-report">
      <p className={classes.counts}>{t('import.summary', { ...report })}</p>
      <p className={classes.read}>
        <bdi>{name}</bdi> · {t('import.readAs', { lines, encoding: encoding.toUpperCase() })}
      </p>
      {problems.length === 0 && !imported && <Notice kind="ok">{t('import.nothingWrong')}</Notice>}
      {problems.length > 0 && (
        <>
          <Notice kind="error">{t('import.problemsTitle')}</Notice>
          <table className={classes.table}>
            <thead>
              <tr>
                {(['line', 'column', 'value', 'problem'] as const).map((head) => (
                  <th key={head} scope="col">
                    {t(`import.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {problems.map(({ line, column, code, value }) => (
                <tr key={`${line} ${column} ${code} ${value}`} data-testid="import-problem">
                  <td>{line}</td>
                  <td>
                    <code dir="ltr">{column}</code>
                  </td>
                  <td>
                    <bdi>{value}</bdi>
                  </td>
                  <td>{t(`import.problems.${code}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}
