const QUOTES = ['""', "''", '“”', '‘’', '«»', '„“', '「」', '『』', '‹›', '``'] as const;

/**
 * A model's answer without what is not the translation: its thoughts, and quotes that the source
 * does not have. Empty when nothing is left; thoughts that do not end are nothing.
 *
 * @example cleanOutput('<think>Hm.</think> «Вдохните.»', 'Breathe in.') // 'Вдохните.'
 */
export function cleanOutput(output: string, source: string): string {
  const afterThoughts = output.split(/<\/think>/i).at(-1) ?? '';
  const [spoken = ''] = afterThoughts.split(/<think>/i);
  return withoutQuotes(spoken.replace(/\s+/gu, ' ').trim(), source.trim());
}

function withoutQuotes(text: string, source: string): string {
  const quoted = ([open, close]: string, line: string) =>
    line.length > 2 && line.startsWith(open ?? '') && line.endsWith(close ?? '');
  if (QUOTES.some((pair) => quoted(pair, source))) return text;
  return QUOTES.some((pair) => quoted(pair, text)) ? text.slice(1, -1).trim() : text;
}
