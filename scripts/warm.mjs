import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { locateNode } from '../bin/bundled-node.mjs'

/*
 * Run by npm after an installation: compiles the server once, so that its first start is as quick as the others
 * (0.4 s instead of 0.9 s of computing). A failure changes nothing but that.
 */

const main = fileURLToPath(new URL('../packages/cli/src/main.mjs', import.meta.url))
const node = locateNode()
if (node) spawnSync(node, ['--disable-warning=ExperimentalWarning', main, '--version'], { stdio: 'ignore' })
