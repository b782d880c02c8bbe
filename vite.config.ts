import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page: built for the oldest Chromium it is exercised on (Electron 25). */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome114', sourcemap: true, chunkSizeWarningLimit: 2000, assetsInlineLimit: 0 },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', port: 5173, strictPort: false },
});
