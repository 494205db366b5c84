import { ERRORS, errorKey } from '@silkconsult/protocol';

export function errorsDocument(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, status]) =>
      `| \`${code}\` | ${status} | \`${errorKey(code as keyof typeof ERRORS)}\` |`,
  );
  return `# Errors

<!-- Made by "npm run docs" from packages/protocol/src/errors.ts. -->

Everything that can be refused has a code. HTTP answers carry it in an RFC 9457 problem document, socket acknowledgements as \`{ ok: false, error: { code, i18nKey, params } }\`. The user's sentence is the translation of the key; every locale has it.

| Code | HTTP status | Key |
|---|---|---|
${rows.join('\n')}
`;
}
