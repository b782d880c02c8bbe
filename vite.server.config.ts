import { defineConfig } from 'vite';

/** The centre and its seed tools: ES modules for Node 20, packages left outside. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/server',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        'keyroom-server': 'server/cli/index.ts',
        'draw-samples': 'server/seed/draw-samples.ts',
        'pin-hash-worker': 'server/security/pin-hash-worker.ts',
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
