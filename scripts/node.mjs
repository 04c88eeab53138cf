import { runOnBundledNode } from '../bin/bundled-node.mjs'

runOnBundledNode(['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)])
