import type { ServiceRequest } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import classes from './Marks.module.css';

/** Where the request stands and how urgent it is, in words with their colour. */
export function Marks({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const stage =
    request.stage === 'closed' && request.status === 'revoked' ? 'revoked' : request.stage;
  return (
    <span className={classes.marks}>
      <span className={classes.urgency} data-urgency={request.urgency}>
        {t(`requests.urgency.${request.urgency}`)}
      </span>
      <span className={classes.stage} data-stage={request.stage}>
        {t(`requests.stage.${stage}`)}
      </span>
    </span>
  );
}
