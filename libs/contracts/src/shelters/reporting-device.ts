/** The device that a report or a note was made on, out of its subject; null = it was made otherwise. */
export function deviceOfSubject(subject: string): string | null {
  const [, device] = /^(?:drill:[a-z0-9-]{1,64}:)?(?:shelter-report|shelter-note):([^:]+):/.exec(subject) ?? [];
  return device ?? null;
}

/** So much of a device's ULID tells the few of one shelter apart, and can be read out on the telephone. */
export function deviceMark(device: string): string {
  return device.slice(-4);
}
