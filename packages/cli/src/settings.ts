import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { loadSettings, type Settings } from '@reeve/server'
import { dataFolder } from './folders.ts'

/** Options that stand for settings on a command line. */
export interface Options {
  readonly host?: string
  readonly port?: number
  /** A file or a URL. */
  readonly database?: string
}

/** The settings of a command, and the SQLite file for those that name no database. */
export interface Chosen {
  readonly settings: Settings
  readonly databaseFile: string
}

/** Reads the settings with the options of a command line on top. Throws MalformedSetting or UnreadableSettings. */
export function chooseSettings({ host, port, database }: Options): Chosen {
  const { settings, given } = loadSettings({
    overrides: {
      ...(host === undefined ? {} : { 'server.api.host': host }),
      ...(port === undefined ? {} : { 'server.api.port': port }),
      ...(database === undefined ? {} : { 'server.database.connection_url': database }),
    },
  })
  const databaseFile = given.has('home')
    ? join(settings.home, 'prefect.db')
    : join(settings['reeve.data_folder'] ?? dataFolder(), 'reeve.db')
  return { settings, databaseFile }
}

/** The database that Prefect keeps where nobody set anything, if there is one. */
export function defaultPrefectDatabase(): string | undefined {
  const file = join(homedir(), '.prefect', 'prefect.db')
  return existsSync(file) ? file : undefined
}
