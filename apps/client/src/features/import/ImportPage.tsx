import { useTranslation } from 'react-i18next';
import { Shell } from '../../app/Shell.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Accounts } from './Accounts.tsx';
import { BringIn } from './BringIn.tsx';
import classes from './ImportPage.module.css';
import { Programs } from './Programs.tsx';
import { TakeOut } from './TakeOut.tsx';

/** Where an administrator brings a hospital's people and hours in, and takes everything out. */
export default function ImportPage() {
  const { t } = useTranslation();
  return (
    <Shell>
      <header className={classes.header}>
        <PageHeading title={t('import.title')} />
        <p className={classes.lead}>{t('import.lead')}</p>
      </header>
      <BringIn />
      <Accounts />
      <Programs />
      <TakeOut />
    </Shell>
  );
}
