#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { becomeBundledNode } from './bundled-node.mjs'

const main = fileURLToPath(new URL('../packages/cli/src/main.mjs', import.meta.url))
becomeBundledNode([
  '--disable-warning=ExperimentalWarning',
  // What a start leaves behind fills whatever the young generation may grow to: 16 MB, its default, costs 25 MB at
  // rest. A state change takes the same time with 2, 4, 8 and 16.
  '--max-semi-space-size=4',
  main,
  ...process.argv.slice(2),
])
