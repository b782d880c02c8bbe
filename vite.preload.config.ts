import { defineConfig } from 'vite';

/** The preload alone: a sandboxed preload may require nothing but Electron, so it must be one file. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'dist/main',
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { preload: 'main/preload/index.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
  ssr: { noExternal: true },
});
