import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Main, preload and the headless desk: CommonJS for the Node inside Electron 25, everything bundled but Electron. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'dist/main',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        index: 'main/index.ts',
        headless: 'main/headless.ts',
        'self-check-worker': 'main/diagnose/self-check-worker.ts',
        'pin-hash-worker': 'main/security/pin-hash-worker.ts',
      },
      external: ['electron', /^node:/, ...builtinModules],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
    },
  },
  ssr: { noExternal: true },
});
