import { homedir } from 'node:os'
import { join } from 'node:path'
import { MalformedSetting } from './settings/malformed.ts'
import { type Found, folderSources, profileSource, type Source, variables } from './settings/sources.ts'
import { type SettingPath, type Settings, settingPaths, table, variableOf } from './settings/table.ts'

export { databaseOptions } from './settings/database.ts'
export { MalformedSetting } from './settings/malformed.ts'
export { UnreadableSettings } from './settings/sources.ts'
export type { SettingPath, Settings } from './settings/table.ts'

/** Where settings come from. */
export interface SettingsOrigin {
  /** Default: the variables of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The folder whose `.env`, `prefect.toml` and `pyproject.toml` are read. Default: the current one. */
  readonly folder?: string
  /** What `~` stands for. Default: the user's home. */
  readonly userHome?: string
  /** Values that win over all others, such as command line options. Default: none. */
  readonly overrides?: Partial<Settings>
}

/** Settings, and which of them somebody set. */
export interface LoadedSettings {
  readonly settings: Settings
  readonly given: ReadonlySet<SettingPath>
}

const DEFAULT_HOME = '~/.prefect'

/** The settings of a server for which nobody set anything; with changes, for tests and embedders. */
export function settingsWith(changes: Partial<Settings> = {}): Settings {
  const defaults = settingPaths.map((path) => [path, table[path].default])
  return { ...(Object.fromEntries(defaults) as Settings), ...changes }
}

/**
 * Reads all settings: variables, then `.env`, `prefect.toml`, `pyproject.toml`, the active profile, defaults.
 * Throws MalformedSetting or UnreadableSettings.
 */
export function loadSettings(origin: SettingsOrigin = {}): LoadedSettings {
  const { env = process.env, folder = process.cwd(), userHome = homedir(), overrides = {} } = origin
  const near = [variables(env, ''), ...folderSources(folder)]
  const sources = [...near, profileSource(profilesFile(near, userHome), profileName(env))]

  const given = new Map<SettingPath, unknown>()
  for (const path of settingPaths) {
    const found = firstOf(sources, path)
    if (found) given.set(path, readFound(path, found))
  }
  for (const [path, value] of Object.entries(overrides)) given.set(path as SettingPath, value)

  const home = expand(String(given.get('home') ?? DEFAULT_HOME), userHome)
  const settings = settingsWith(Object.fromEntries(given))
  const placed = settingPaths.map((path) => [
    path,
    isPath(path) ? placeIn(settings[path], home, userHome) : settings[path],
  ])
  return { settings: derive(Object.fromEntries(placed) as Settings), given: new Set(given.keys()) }
}

function firstOf(sources: readonly Source[], path: SettingPath): Found | undefined {
  for (const source of sources) {
    const found = source(path)
    if (found) return found
  }
  return undefined
}

function readFound(path: SettingPath, { raw, name }: Found): unknown {
  const { kind } = table[path]
  const value = kind.read(raw)
  if (value !== undefined) return value
  throw new MalformedSetting(name, kind.secret ? '(hidden)' : JSON.stringify(raw), kind.expects)
}

/** The file of profiles has to be known before profiles can be read, so the profile cannot say where it is. */
function profilesFile(near: readonly Source[], userHome: string): string {
  const file = firstOf(near, 'profiles_path')?.raw
  const home = firstOf(near, 'home')?.raw ?? DEFAULT_HOME
  return expand(typeof file === 'string' ? file : join(String(home), 'profiles.toml'), userHome)
}

const profileName = (env: Readonly<Record<string, string | undefined>>) => env.PREFECT_PROFILE || undefined

const isPath = (path: SettingPath) => table[path].kind.expects === 'a path'

const expand = (path: string, userHome: string) => path.replace(/^~(?=$|[/\\])/, () => userHome)

/** A default below the default home moves with the home. */
function placeIn(value: unknown, home: string, userHome: string): unknown {
  if (typeof value !== 'string') return value
  return value.startsWith(DEFAULT_HOME) ? home + value.slice(DEFAULT_HOME.length) : expand(value, userHome)
}

/** Fills in the values that follow from others. */
function derive(settings: Settings): Settings {
  const { 'server.api.host': host, 'server.api.port': port } = settings
  return {
    ...settings,
    'server.ui.api_url': settings['server.ui.api_url'] ?? settings['api.url'] ?? `http://${host}:${port}/api`,
    'server.logging_level': settings.debug_mode ? 'DEBUG' : settings['server.logging_level'],
    'server.database.connection_url': withPassword(settings),
  }
}

const PASSWORD_PLACE = /\$\{PREFECT_(?:API|SERVER)_DATABASE_PASSWORD\}/g

/** The connection URL may name the variable of the password instead of holding it. */
function withPassword(settings: Settings): string | null {
  const url = settings['server.database.connection_url']
  if (url === null || url.search(PASSWORD_PLACE) === -1) return url
  const password = settings['server.database.password']
  if (password === null) {
    const name = variableOf('server.database.connection_url')
    throw new MalformedSetting(
      name,
      '(hidden)',
      `${variableOf('server.database.password')} to be set, which it names`,
    )
  }
  return url.replace(PASSWORD_PLACE, () => encodeURIComponent(password))
}
