import { type Agent, request } from 'node:http'

/** One request of a program that waits for its answer. */
export interface JsonRequest {
  readonly agent?: Agent
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

/** Sends a request and resolves with the body of its answer. Throws if that is no 2xx. */
export function send<T>({ agent, url, method, path, body }: JsonRequest): Promise<T> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const outgoing = request(url + path, { agent, method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const said = Buffer.concat(chunks).toString()
        const status = answer.statusCode ?? 0
        if (status < 200 || status > 299)
          reject(new Error(`${method} ${path}: ${status} ${said.slice(0, 300)}`))
        else resolve((said ? JSON.parse(said) : null) as T)
      })
    })
    outgoing.on('error', reject)
    outgoing.end(text)
  })
}
