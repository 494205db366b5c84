import { Button, Textarea } from '@mantine/core';
import type { ServiceRequest } from '@silkconsult/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { nameFor } from '../appointment/people.ts';
import { useStep } from './queries.ts';
import classes from './RequestView.module.css';

/** What was asked and answered, and the place to answer when an answer is waited for. */
export function Thread({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const now = useNow(60_000);
  const answers = request.actions.includes('answer');
  if (request.messages.length === 0 && !answers) return null;
  return (
    <section className={page.panel} aria-labelledby="thread">
      <h2 id="thread">{t('requests.thread')}</h2>
      <ul className={classes.thread}>
        {request.messages.map((message) => (
          <li key={message.id} className={classes.message} data-kind={message.kind}>
            <p className={classes.small}>
              {t(`requests.message.${message.kind}`)} ·{' '}
              <bdi>{nameFor(message.author, language)}</bdi> ·{' '}
              {whenFrom(t, new Date(message.at), me?.timeZone ?? 'UTC', now)}
            </p>
            <p className={classes.text} dir="auto">
              {message.text}
            </p>
          </li>
        ))}
      </ul>
      {answers && <Answer request={request} />}
    </section>
  );
}

function Answer({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const step = useStep(request);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        step.mutate({ action: 'answer', text });
      }}
    >
      <Textarea
        label={t('requests.answer')}
        rows={3}
        maxLength={2000}
        dir="auto"
        value={text}
        data-testid="answer"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {step.isError && <FailureNotice error={step.error} />}
      <div>
        <Button
          type="submit"
          disabled={text.trim() === ''}
          loading={step.isPending}
          data-testid="send-answer"
        >
          {t('requests.sendAnswer')}
        </Button>
      </div>
    </form>
  );
}
