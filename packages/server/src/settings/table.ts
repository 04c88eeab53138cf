import { clientRows } from './client-rows.ts'
import { databaseRows } from './database-rows.ts'
import type { Kind } from './kinds.ts'
import { reeveRows } from './reeve-rows.ts'
import type { Row } from './row.ts'
import { serverRows } from './server-rows.ts'
import { serviceRows } from './service-rows.ts'
import { watchdogRows } from './watchdog-rows.ts'

const rows = { ...serverRows, ...databaseRows, ...serviceRows, ...reeveRows, ...watchdogRows, ...clientRows }

type Rows = typeof rows

/** The place of a setting in the settings tree: `server.api.port`. */
export type SettingPath = keyof Rows

type ValueOf<R> = R extends { kind: Kind<infer T>; default: infer D }
  ? T | (D extends null ? null : never)
  : never

/** Every setting by its place in the tree. Durations are seconds. */
export type Settings = { readonly [P in SettingPath]: ValueOf<Rows[P]> }

/** Every setting that Reeve knows. */
export const table: Readonly<Record<SettingPath, Row>> = rows

/** The places of all settings, in the order of the table. */
export const settingPaths = Object.keys(table) as SettingPath[]

/** The environment variable of a setting, aliases aside. */
export function variableOf(path: SettingPath): string {
  const name = path.toUpperCase().replaceAll('.', '_')
  return name.startsWith('REEVE_') ? name : `PREFECT_${name}`
}

/** The variable of a setting and its older names, the one that wins first. */
export const variablesOf = (path: SettingPath): readonly string[] => [
  variableOf(path),
  ...(table[path].aliases ?? []),
]
