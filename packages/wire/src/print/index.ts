export { JsonText } from './json-text.ts'
export { compilePrinter, type Printer } from './printer.ts'
