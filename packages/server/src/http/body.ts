import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { Issue } from '@reeve/wire'
import { InvalidRequest, Refused } from './errors.ts'
import { JsonSyntaxError, readJson, TooDeep } from './json-text.ts'

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i
const TEXT_TYPE = /^text\/plain\s*(?:;|$)/i
const BYTE_ORDER_MARK = '\ufeff'

/**
 * What a request's body says; undefined if there is none. A body without Content-Type is JSON, `text/plain` is a mere
 * text, which no schema takes; any other type and any encoding is refused. Throws InvalidRequest or Refused. [L1, L2]
 */
export function readBody(bytes: Buffer | undefined, headers: IncomingHttpHeaders): unknown {
  if (bytes === undefined || bytes.length === 0) return undefined
  const { 'content-type': type = 'application/json', 'content-encoding': encoding = 'identity' } = headers
  if (encoding !== 'identity') {
    throw new Refused(415, `Cannot read a body with Content-Encoding: ${encoding}. Send it as it is.`)
  }
  const isText = TEXT_TYPE.test(type)
  if (!isText && !JSON_TYPE.test(type)) {
    throw new Refused(
      415,
      `Cannot read a body of type "${type}". Send JSON with Content-Type: application/json.`,
    )
  }
  const text = readText(bytes)
  return isText ? text : parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text)
}

function readText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Refused(400, 'There was an error parsing the body')
  return bytes.toString()
}

function parse(text: string): unknown {
  const value = readValue(text)
  if (SURROGATE_ESCAPE.test(text)) refuseHalfPairs(value)
  return value
}

function readValue(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    if (error instanceof TooDeep) throw new Refused(400, 'There was an error parsing the body')
    if (!(error instanceof JsonSyntaxError)) throw error
    const { offset, message } = error
    const issue = { loc: ['body', offset], msg: 'JSON decode error', input: {}, ctx: { error: message } }
    throw new InvalidRequest([{ type: 'json_invalid', ...issue }], text)
  }
}

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/

/** Half a surrogate pair is no character: neither database can store it. JSON can spell it all the same. */
function refuseHalfPairs(body: unknown): void {
  const issues: Issue[] = []
  const look = (value: unknown, loc: readonly (string | number)[]) => {
    if (typeof value === 'string' && !value.isWellFormed()) {
      const msg = 'Input should be a valid string, unable to parse raw data as a unicode string'
      issues.push({ type: 'string_unicode', loc, msg, input: value.toWellFormed() })
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) look(item, [...loc, index])
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        look(key, loc)
        look(item, [...loc, key])
      }
    }
  }
  look(body, ['body'])
  if (issues.length > 0) throw new InvalidRequest(issues, body)
}
