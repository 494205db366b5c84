import { joinClaimsSchema, NOTIFICATIONS, REQUESTS, ROOM_PERMISSIONS } from '@silkconsult/protocol';
import { cell, linesOf, namedShapes, shapeOf } from './shape.ts';

export function protocolDocument(): string {
  const requests = Object.entries(REQUESTS).map(
    ([name, { description, data, answer }]) =>
      `### \`${name}\`\n\n${description}\n\n\`\`\`ts\n// sent\n${linesOf(data)}\n// answered\n${linesOf(answer)}\n\`\`\`\n`,
  );
  const notifications = Object.entries(NOTIFICATIONS).map(
    ([name, schema]) =>
      `| \`${name}\` | ${cell(schema.description ?? '')} | \`${cell(shapeOf(schema))}\` |`,
  );
  const shapes = namedShapes([
    joinClaimsSchema,
    ...Object.values(REQUESTS).flatMap(({ data, answer }) => [data, answer]),
    ...Object.values(NOTIFICATIONS),
  ]);
  return `# The signalling protocol

<!-- Made by "npm run docs" from packages/protocol/src/signaling. -->

A socket.io connection, WebSocket only, with the join token in \`auth\`: \`{ token }\`. The client emits \`request\` with \`{ name, data }\` and gets an acknowledgement: \`{ ok: true, data }\` or \`{ ok: false, error: { code, i18nKey, params } }\` (see [errors.md](errors.md)). The server emits \`notification\` with \`{ seq, name, data }\`; \`seq\` grows within the room, and a client that lost its socket sends the last one that it saw with \`resume\`.

What a message must look like is decided by the schemas from which this page is made. A message that does not parse is answered with \`malformed_message\`.

## The join token

A JWT signed with ES256; its public key is at \`/.well-known/jwks.json\` of the scheduling server.

\`\`\`ts
${linesOf(joinClaimsSchema)}
\`\`\`

Permissions: ${ROOM_PERMISSIONS.map((permission) => `\`${permission}\``).join(', ')}. What a token does not list is denied.

## Requests

${requests.join('\n')}
## Notifications

| Name | When | Data |
|---|---|---|
${notifications.join('\n')}

## Shapes

A media parameter shown as \`object\` is mediasoup's own structure of that name.

\`\`\`ts
${shapes.join('\n\n')}
\`\`\`
`;
}
