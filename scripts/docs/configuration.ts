import type { Settings } from '@silkconsult/service-kit';
import { SETTINGS as SCHEDULING } from '../../apps/scheduling/src/config.ts';
import { SETTINGS as SIGNALING } from '../../apps/signaling/src/config.ts';
import { START_SETTINGS as START } from '../start/settings.ts';
import { cell } from './shape.ts';

function defaultOf(settings: Settings, name: string): string {
  const known = settings[name];
  if (known?.defaultText) return known.defaultText;
  const parsed = known?.schema.safeParse(undefined);
  if (!parsed?.success) return '**required**';
  return parsed.data === undefined ? '–' : `\`${String(parsed.data)}\``;
}

function table(settings: Settings): string {
  const rows = Object.entries(settings).map(
    ([name, { description, secret }]) =>
      `| \`${name}\` | ${cell(defaultOf(settings, name))} | ${cell(description)}${secret ? ' *Secret.*' : ''} |`,
  );
  return ['| Variable | Default | What it is for |', '|---|---|---|', ...rows].join('\n');
}

export function configurationDocument(): string {
  return `# Configuration

<!-- Made by "npm run docs" from the settings in the code. -->

Everything is configured by environment variables. An empty variable counts as unset. What does not parse, and what contradicts itself, stops the start with a sentence that says what to change.

## \`npm start\`

The start program reads these, and passes everything else in its environment on to the services.

${table(START)}

## Scheduling

${table(SCHEDULING)}

## Signalling

${table(SIGNALING)}
`;
}
