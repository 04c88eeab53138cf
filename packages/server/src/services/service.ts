import type { Topics } from '../broadcast.ts'
import type { Context } from '../context.ts'
import type { SettingPath, Settings } from '../settings.ts'

/** Places of the settings that are switches. */
export type Switch = {
  [P in SettingPath]: Settings[P] extends boolean ? P : never
}[SettingPath]

/** Work that is done again and again. Safe on every replica at once, and again after it was cut off. */
export interface Service {
  readonly name: string
  /** The setting that switches it on; absent for what a server cannot do without. */
  readonly settingSwitch?: Switch
  /** Whether settings other than a switch let it run. */
  isOn?(settings: Settings): boolean
  /** Seconds from the end of a tick to the next. */
  intervalSeconds(settings: Settings): number
  /** It ends with its first tick that does not fail. */
  readonly once?: true
  /** A topic after which the next tick comes this much later at most. */
  readonly wake?: { readonly topic: keyof Topics; readonly afterSeconds: number }
  /** The signal asks it to come to an end: the server stops. */
  tick(ctx: Context, signal?: AbortSignal): Promise<void>
}
