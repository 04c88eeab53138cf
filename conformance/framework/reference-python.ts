import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const VENV = fileURLToPath(new URL('../.venv', import.meta.url))
const REQUIREMENTS = fileURLToPath(new URL('../python/requirements.txt', import.meta.url))

/**
 * The Python of the pinned reference: that of REEVE_REFERENCE_PYTHON, else of a venv that is made on first
 * use. Throws if there is no python3 or no way to its packages.
 */
export function referencePython(): string {
  const given = process.env.REEVE_REFERENCE_PYTHON
  if (given) return given
  const python = `${VENV}/bin/python`
  if (!existsSync(`${VENV}/bin/prefect`)) {
    execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'inherit' })
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS], { stdio: 'inherit' })
  }
  return python
}
