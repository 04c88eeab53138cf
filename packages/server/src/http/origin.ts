import type { IncomingMessage } from 'node:http'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * Scheme and host as the client sees them: `http://127.0.0.1:4200`. A proxy on this machine may say that the
 * client speaks TLS.
 */
export function originOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const isTrusted = LOOPBACK.has(socket.remoteAddress ?? '')
  const scheme = isTrusted && headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return `${scheme}://${headers.host ?? `${socket.localAddress}:${socket.localPort}`}`
}
