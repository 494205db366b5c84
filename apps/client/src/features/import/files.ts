import { type ImportEncoding, type ImportKind, importReportSchema } from '@silkconsult/protocol';
import { ask, authorised } from '../../api/http.ts';

/** Tries a file, or imports it. */
export function sendFile(
  file: Blob,
  { kind, dryRun, encoding }: { kind: ImportKind; dryRun: boolean; encoding?: ImportEncoding },
) {
  const query = new URLSearchParams({ kind, dryRun: String(dryRun) });
  if (encoding) query.set('encoding', encoding);
  return ask(`/api/imports?${query}`, importReportSchema, { method: 'POST', file });
}

/** Fetches a file as who is signed in, and hands it to the browser to keep. */
export async function saveFile(path: string, name: string): Promise<void> {
  const response = await authorised(path, {});
  keepFile(await response.blob(), name);
}

/** Hands a file to the browser to keep. */
export function keepFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
