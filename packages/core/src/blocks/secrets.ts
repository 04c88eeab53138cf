import type { Json, JsonObject } from '@reeve/wire'
import { isRecord } from './exact-json.ts'

/** What stands in an answer in place of a secret. [J12] */
export const OBFUSCATED = '********'

/** Which values are secret: those at a path, or all from there on. */
interface SecretPath {
  readonly path: readonly string[]
  readonly deep: boolean
}

/** The secrets that a schema names. */
function secretPaths(fields: JsonObject): SecretPath[] {
  const named = Array.isArray(fields.secret_fields) ? fields.secret_fields : []
  return named
    .filter((field) => typeof field === 'string')
    .map((field) => {
      const path = field.split('.')
      const wildcard = path.indexOf('*')
      return wildcard < 0 ? { path, deep: false } : { path: path.slice(0, wildcard), deep: true }
    })
}

/** The data of a block with its secrets made unreadable, whatever is in them. [J12] */
export function obfuscateSecrets(data: JsonObject, fields: JsonObject): JsonObject {
  const secrets = secretPaths(fields)
  return rewrite(data, (path, value) => (isSecret(secrets, path, value) ? { to: OBFUSCATED } : undefined))
}

/**
 * What was sent for a block, with the secrets in it that came out of an answer replaced by what they stand for: who
 * sends everything back does not mean to change them. [J13]
 */
export function restoreSecrets(sent: JsonObject, current: JsonObject, fields: JsonObject): JsonObject {
  const secrets = secretPaths(fields)
  return rewrite(sent, (path, value) => {
    if (value !== OBFUSCATED) return undefined
    const before = valueAt(current, path)
    return before !== undefined && isSecret(secrets, path, before) ? { to: before } : undefined
  })
}

function isSecret(secrets: readonly SecretPath[], path: readonly string[], value: Json): boolean {
  return secrets.some(({ path: secret, deep }) => {
    if (secret.some((key, at) => path[at] !== key)) return false
    return deep ? path.length > 0 && !isFilled(value) : path.length === secret.length && value !== null
  })
}

type Change = (path: readonly string[], value: Json) => { readonly to: Json } | undefined

/** Changes values of an object at any depth; what is changed is not looked into. */
function rewrite(object: JsonObject, change: Change, above: readonly string[] = []): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      const path = [...above, key]
      const changed = change(path, value)
      if (changed) return [key, changed.to]
      return [key, isFilled(value) ? rewrite(value, change, path) : value]
    }),
  )
}

const isFilled = (value: Json): value is JsonObject => isRecord(value) && Object.keys(value).length > 0

const valueAt = (root: JsonObject, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (value && isFilled(value) ? value[key] : undefined), root)
