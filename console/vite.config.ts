import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  css: { transformer: 'lightningcss' },
  build: {
    outDir: '../build/console',
    emptyOutDir: true,
    manifest: true,
    target: 'es2024',
    // Everything comes as a file of our own origin: the content policy takes nothing else.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
