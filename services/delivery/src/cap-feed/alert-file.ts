const END = '.xml';

/** An identifier as the name of a file: its slashes as `~2f`, which no identifier has: there they are never written so. */
export function alertFile(identifier: string): string {
  return `${identifier.replaceAll('/', '~2f')}${END}`;
}

/** The identifier that such a file is named after. */
export function identifierIn(file: string): string {
  return (file.endsWith(END) ? file.slice(0, -END.length) : '').replaceAll('~2f', '/');
}
