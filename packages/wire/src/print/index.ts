export { compilePrinter, type Printer } from './printer.ts'
