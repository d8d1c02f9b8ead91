/** Hands a file to the browser, which asks the person or puts it where downloads go. */
export function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // @NOTE Not at once: the browser reads it after the press.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
