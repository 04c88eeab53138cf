import { homedir } from 'node:os'
import { join } from 'node:path'

const APPLICATION = 'reeve'

interface Machine {
  readonly platform?: NodeJS.Platform
  readonly env?: NodeJS.ProcessEnv
  readonly home?: string
}

/** Where this platform keeps the data of applications. */
export function dataFolder({
  platform = process.platform,
  env = process.env,
  home = homedir(),
}: Machine = {}): string {
  switch (platform) {
    case 'win32':
      return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), APPLICATION)
    case 'darwin':
      return join(home, 'Library', 'Application Support', APPLICATION)
    default:
      return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), APPLICATION)
  }
}
