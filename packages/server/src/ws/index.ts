import type { BoundSocket } from './socket.ts'
import { eventsIn } from './sockets/events-in.ts'
import { eventsOut } from './sockets/events-out.ts'
import { logsOut } from './sockets/logs-out.ts'
import { scheduledTaskRuns } from './sockets/scheduled-task-runs.ts'
import { workerChannel } from './sockets/worker-channel.ts'

/** Every socket that the server serves. */
export const boundSockets: readonly BoundSocket[] = [
  eventsIn,
  eventsOut,
  logsOut,
  scheduledTaskRuns,
  workerChannel,
]
