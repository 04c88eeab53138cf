import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { parse } from 'smol-toml'
import { type SettingPath, variablesOf } from './table.ts'

/** A value as it was found, and what to call it in a message. */
export interface Found {
  readonly raw: unknown
  readonly name: string
}

/** A place where settings are kept. */
export type Source = (path: SettingPath) => Found | undefined

/** A file of settings that cannot be read. */
export class UnreadableSettings extends Error {}

type Table = Readonly<Record<string, unknown>>

/** Settings under the names of their variables, in any case: the environment, `.env`, a profile. */
export function variables(values: Table, origin: string): Source {
  const byName = new Map(Object.entries(values).map(([name, value]) => [name.toUpperCase(), { name, value }]))
  return (path) => {
    for (const variable of variablesOf(path)) {
      const hit = byName.get(variable)
      if (hit && hit.value !== undefined) return { raw: hit.value, name: hit.name + origin }
    }
    return undefined
  }
}

/** Settings under their place in the tree: `prefect.toml`, `pyproject.toml`. */
export function tree(root: Table, origin: string): Source {
  return (path) => {
    let value: unknown = root
    for (const key of path.split('.')) value = isTable(value) ? value[key] : undefined
    return value === undefined ? undefined : { raw: value, name: path + origin }
  }
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The text of a file, undefined if there is none. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new UnreadableSettings(`Cannot read the settings in ${file}: ${(cause as Error).message}`, {
      cause,
    })
  }
}

/** The tables of a TOML file, none if there is no such file. Throws UnreadableSettings. */
export function readToml(file: string): Table {
  const text = readIfThere(file)
  if (text === undefined) return {}
  try {
    return parse(text)
  } catch (cause) {
    const line = (cause as Error).message.split('\n')[0]
    throw new UnreadableSettings(`Cannot read the settings in ${file}: ${line}`, { cause })
  }
}

/** `.env`, `prefect.toml` and `pyproject.toml` of a folder, the one that wins first. */
export function folderSources(folder: string): Source[] {
  const pyproject = readToml(join(folder, 'pyproject.toml')).tool
  const tool = isTable(pyproject) && isTable(pyproject.prefect) ? pyproject.prefect : {}
  return [
    variables(parseEnv(readIfThere(join(folder, '.env')) ?? ''), ' in .env'),
    tree(readToml(join(folder, 'prefect.toml')), ' in prefect.toml'),
    tree(tool, ' in pyproject.toml'),
  ]
}

/** The named profile, or the active one, of a file of profiles. */
export function profileSource(file: string, chosen: string | undefined): Source {
  const { active, profiles } = readToml(file)
  const name = chosen ?? active
  const profile = isTable(profiles) && typeof name === 'string' ? profiles[name] : undefined
  return variables(isTable(profile) ? profile : {}, ` in the profile "${name}"`)
}
