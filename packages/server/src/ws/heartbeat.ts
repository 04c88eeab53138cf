import type { WebSocket } from 'ws'

/** How often an open socket is pinged and how long its pong may take, in seconds. */
export interface HeartbeatTimes {
  readonly intervalSeconds: number
  readonly timeoutSeconds: number
}

/** Pings a socket as long as it is open and ends it when a pong stays away. A socket whose reading is paused is left alone. */
export function keepAlive(socket: WebSocket, { intervalSeconds, timeoutSeconds }: HeartbeatTimes): void {
  let timer: NodeJS.Timeout
  const after = (seconds: number, act: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(act, seconds * 1000).unref()
  }
  const ping = () => {
    if (socket.isPaused) return after(intervalSeconds, ping)
    socket.ping()
    after(timeoutSeconds, () => (socket.isPaused ? after(intervalSeconds, ping) : socket.terminate()))
  }
  socket.on('pong', () => after(intervalSeconds, ping))
  socket.on('close', () => clearTimeout(timer))
  after(intervalSeconds, ping)
}
