import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fonts } from './build/fonts.ts';
import { phrasebook } from './build/phrasebook.ts';
import { precompress } from './build/precompress.ts';

/** Where the servers are while the client is developed (`npm run dev -w apps/client`). */
const servers = process.env.SERVERS ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), fonts(), phrasebook(), precompress()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The servers send a content security policy without data: fonts, and every file is cached on its own.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page needs, in two files instead of thirty: on a slow line each request costs.
          groups: [
            { name: 'query', test: /node_modules\/@tanstack\// },
            {
              name: 'shared',
              test: /apps\/client\/src\/(api|app|i18n|live|time|ui\/(?!Dialog|date\/))/,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': servers,
      '/.well-known': servers,
      '/socket.io': { target: servers, ws: true },
    },
  },
});
