import { rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { BUNDLE, MANIFEST, ROOT, stampOf } from '@reeve/cli/bundle'
import { rolldown } from 'rolldown'

/* Makes few files of the program and of all that it is made from, for it to start sooner and take less memory. */

/** How our sources name a file that lies beside them. */
const BESIDE = /new URL\('([^']+)', import\.meta\.url\)/g

const isSource = (file) => file.startsWith(ROOT) && !file.includes(`${sep}node_modules${sep}`)
const withSlashes = (path) => path.replaceAll(sep, '/')

/** Threads become files of their own; what is read while the program runs is named from where the bundle lies. */
const filesBeside = {
  name: 'files-beside',
  transform(code, id) {
    if (!isSource(id) || !code.includes('import.meta')) return
    if (code.replaceAll(BESIDE, '').includes('import.meta'))
      this.error(`Name a file as new URL('…', import.meta.url): a bundle lies elsewhere than ${id}`)
    const moved = code.replaceAll(BESIDE, (_, path) => {
      const file = join(dirname(id), path)
      const place = path.endsWith('.ts') ? emitThread(this, file) : withSlashes(relative(BUNDLE, file))
      return `new URL('${place}', import.meta.url)`
    })
    // The lines stay what they were.
    return { code: moved, map: null }
  },
}

function emitThread(plugin, file) {
  const fileName = `${basename(file, '.ts')}.mjs`
  plugin.emitFile({ type: 'chunk', id: file, fileName })
  return `./${fileName}`
}

const bundle = await rolldown({
  input: join(ROOT, 'packages/cli/src/program.ts'),
  platform: 'node',
  plugins: [filesBeside],
})
rmSync(BUNDLE, { recursive: true, force: true })
const { output } = await bundle.write({
  dir: BUNDLE,
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
  sourcemap: true,
})
const sources = output
  .flatMap(({ moduleIds = [] }) => moduleIds)
  .filter(isSource)
  .map((file) => [withSlashes(relative(ROOT, file)), stampOf(file)])
// Last: without it, the rest counts for nothing.
writeFileSync(MANIFEST, JSON.stringify(Object.fromEntries(sources)))
