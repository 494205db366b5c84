import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { keepFile } from './files.ts';
import classes from './ImportPage.module.css';
import { makeKeyPair } from './keyPair.ts';
import { keysIn, PROGRAMS_KEY, RIGHTS, type Right, registerProgram } from './programs.ts';

/** A program of the hospital, its rights and its public keys; the answer is its client id. */
export function RegisterProgram() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [right, setRight] = useState<Right>('read');
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const make = useMutation({
    mutationFn: makeKeyPair,
    onSuccess: ({ publicSet, privateKey }) => {
      setText(publicSet);
      setWrong(false);
      keepFile(privateKey, 'private-key.json');
    },
  });
  const register = useMutation({
    mutationFn: registerProgram,
    onSuccess: () => {
      setName('');
      setText('');
      void client.invalidateQueries({ queryKey: PROGRAMS_KEY });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const jwks = keysIn(text);
    setWrong(!jwks);
    if (jwks) register.mutate({ name, scopes: [...RIGHTS[right]], jwks });
  };
  return (
    <form className={classes.report} onSubmit={submit}>
      <TextInput
        required
        label={t('programs.name')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-testid="program-name"
      />
      <NativeSelect
        label={t('programs.rights')}
        value={right}
        onChange={(event) => setRight(event.currentTarget.value as Right)}
        data={(['read', 'book'] as const).map((value) => ({
          value,
          label: t(`programs.right.${value}`),
        }))}
      />
      <Textarea
        required
        autosize
        minRows={3}
        maxRows={12}
        dir="ltr"
        className={classes.keys}
        label={t('programs.keys')}
        description={t('programs.keysHint')}
        error={isWrong && t('programs.keysWrong')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="program-keys"
      />
      {make.isSuccess && text && <Notice kind="warning">{t('programs.keepPrivate')}</Notice>}
      {(register.isError || make.isError) && <FailureNotice error={register.error ?? make.error} />}
      {register.data && (
        <Notice kind="ok">
          {t('programs.registered')}{' '}
          <bdi dir="ltr" data-testid="program-id">
            {register.data.id}
          </bdi>
        </Notice>
      )}
      <div className={classes.row}>
        <Button type="submit" loading={register.isPending} data-testid="register-program">
          {t('programs.register')}
        </Button>
        {window.isSecureContext && (
          <Button
            variant="default"
            loading={make.isPending}
            onClick={() => make.mutate()}
            data-testid="make-keys"
          >
            {t('programs.makeKeys')}
          </Button>
        )}
      </div>
    </form>
  );
}
