import { execFile, execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
const VENV = path('../../.cache/venv')
const MAKE_VENV = [path('../python/pinned_venv.py'), VENV, path('../python/requirements.txt')]

/** What makes a venv, and a Python that the pinned client runs on. */
const NEEDS = 'import ensurepip, fcntl, sys, venv; sys.exit(sys.version_info < (3, 10))'

const given = (): string | undefined => process.env.REEVE_REFERENCE_PYTHON || undefined

/**
 * The Python of the pinned reference: that of REEVE_REFERENCE_PYTHON, else of a venv that is made on first
 * use. Throws if there is no python3 or no way to its packages.
 */
export function referencePython(): string {
  const python = given()
  if (python) return python
  execFileSync('python3', MAKE_VENV, { stdio: 'inherit' })
  return `${VENV}/bin/python`
}

/** The same without blocking this process, which a venv that must be made would for a minute or two. */
export async function prepareReferencePython(): Promise<string> {
  const python = given()
  if (python) return python
  await promisify(execFile)('python3', MAKE_VENV)
  return `${VENV}/bin/python`
}

/** Why this machine cannot have that Python; undefined if it can. */
export function missingPython(): string | undefined {
  if (given()) return undefined
  try {
    execFileSync('python3', ['-c', NEEDS], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'there is no python3 of at least 3.10 with its venv and ensurepip modules'
  }
}
