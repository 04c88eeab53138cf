import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Before anything else is loaded, and in plain JavaScript: with everything in the cache, the part of Node that
// strips types is never loaded, which saves 30 ms and 17 MB.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/reeve/compiled', import.meta.url)))
const { run } = await import('./program.ts')
await run(process.argv)
