import { isUtf8 } from 'node:buffer'
import { InvalidRequest, Refused } from './errors.ts'
import { JsonSyntaxError, readJson, TooDeep } from './json-text.ts'

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i
const TEXT_TYPE = /^text\/plain\s*(?:;|$)/i
const BYTE_ORDER_MARK = '\ufeff'

/**
 * What a request's body says; undefined if there is none. A body without Content-Type is JSON, `text/plain` is a mere
 * text, which no schema takes; any other type is refused. Throws InvalidRequest or Refused. [L1, L2]
 */
export function readBody(bytes: Buffer | undefined, contentType: string | undefined): unknown {
  if (bytes === undefined || bytes.length === 0) return undefined
  const text = readText(bytes)
  if (contentType !== undefined && TEXT_TYPE.test(contentType)) return text
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) {
    throw new Refused(
      415,
      `Cannot read a body of type "${contentType}". Send JSON with Content-Type: application/json.`,
    )
  }
  return parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text)
}

function readText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Refused(400, 'There was an error parsing the body')
  return bytes.toString()
}

function parse(text: string): unknown {
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
