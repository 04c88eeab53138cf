/** A value that its setting cannot hold. */
export class MalformedSetting extends Error {
  /** The variable, or the place in a file. */
  readonly setting: string
  constructor(setting: string, value: string, expects: string) {
    super(`Cannot use ${setting} = ${value}: expected ${expects}.`)
    this.setting = setting
  }
}
