import { Button, Textarea } from '@mantine/core';
import type { WrittenCase } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { writeCaseMessage } from '../../api/endpoints.ts';
import { CASES_KEY } from '../../api/queries.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './Cases.module.css';

/** The specialist's answer, or what the local doctor adds. */
export function WriteMessage({ one, answers }: { one: WrittenCase; answers: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const write = useMutation({
    mutationFn: () => writeCaseMessage(one.id, { version: one.version, text: text.trim() }),
    onSuccess: () => setText(''),
    // What was typed stays; after a conflict the newest state is there to be answered.
    onSettled: () => client.invalidateQueries({ queryKey: CASES_KEY }),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) write.mutate();
      }}
    >
      <Textarea
        label={t(answers ? 'cases.answerLabel' : 'cases.noteLabel')}
        rows={5}
        maxLength={8000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="case-text"
      />
      {write.isError && <FailureNotice error={write.error} />}
      <Button
        type="submit"
        disabled={!text.trim()}
        loading={write.isPending}
        data-testid="case-send"
      >
        {t(answers ? 'cases.answer' : 'cases.add')}
      </Button>
    </form>
  );
}
