/** The JSON text of a value that was printed where it was read. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** The text of an object that has this value under a name, before others. */
  within(name: string, others: Readonly<Record<string, unknown>>): JsonText {
    const rest = JSON.stringify(others).slice(1)
    const separator = rest === '}' ? '' : ','
    return new JsonText(`{${JSON.stringify(name)}:${this.text}${separator}${rest}`)
  }
}
