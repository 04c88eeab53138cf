import type { Json, JsonObject } from '@reeve/wire'
import { type SettingPath, type Settings, settingPaths, table } from './table.ts'

/** What stands for a secret that is set. */
const MASK = '**********'

function shown(path: SettingPath, value: unknown): Json {
  if (value === null) return null
  const { kind } = table[path]
  return (kind.secret ? MASK : (kind.print?.(value) ?? value)) as Json
}

/** The settings as the tree that `GET /admin/settings` answers with, secrets masked. */
export function settingsTree(settings: Settings): JsonObject {
  const root: JsonObject = {}
  for (const path of settingPaths) {
    const keys = path.split('.')
    const last = keys.pop() as string
    let node = root
    for (const key of keys) {
      node[key] ??= {}
      node = node[key] as JsonObject
    }
    node[last] = shown(path, settings[path])
  }
  return root
}
