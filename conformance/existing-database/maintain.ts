import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.mjs', import.meta.url))

/** Runs `reeve database <command>` as a user would; resolves with what it printed. */
export async function maintain(command: 'tune' | 'release', database: string): Promise<string> {
  const args = ['--disable-warning=ExperimentalWarning', MAIN, 'database', command, '--database', database]
  return (await promisify(execFile)(process.execPath, args)).stdout
}
