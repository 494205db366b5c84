import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The reference's page as one script, built like the real client: minified, for production. */
export async function buildReferencePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rollupOptions: {
        input: fileURLToPath(new URL('page.ts', import.meta.url)),
        output: { format: 'iife' },
      },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  const [script] = bundle && 'output' in bundle ? bundle.output : [];
  if (script?.type !== 'chunk') throw new Error('the reference page was not built');
  return script.code;
}
